// Gathers what the threads of a sweep find.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/find_in_object.h"
#include "engine/history.h"
#include "engine/progress.h"
#include "engine/text_versions.h"
#include "git/sweep.h"

namespace keysieve {

class FoundTexts {
 public:
  FoundTexts(const Detector& detector, const ScanOptions& options, ProgressCounter* progress)
      : detector_(detector), options_(options), progress_(progress) {}

  // For one thread of the sweep that fills `graph`.
  TextVisitor new_visitor(const ObjectGraph& graph);

  // Says what archives did not give. Before take().
  void note_unread(Completeness* done);

  // Everything found, by node: the order of threads leaves no trace.
  std::vector<FoundText> take() &&;

 private:
  struct Worker {
    Worker(const Detector& detector, const ScanOptions& options)
        : scratch(detector.new_scratch(options.rule_costs)),
          versions(detector, scratch.get(), options.limits.largest_whole_text) {}
    void note(const ObjectId& blob, const std::vector<UnreadMembers>& unread);
    void note_damaged(const ObjectId& blob);

    Detector::ScratchHandle scratch;
    TextVersions versions;
    std::vector<FoundText> found;
    std::vector<Notice> notices;  // of archives, and of large blobs
    std::uint64_t half_read = 0;  // objects that these are about
  };
  std::vector<RegionMatch> matches_in(const SweptText& text, const ObjectGraph& graph,
                                      Worker* worker) const;
  std::optional<ObjectMatches> search(const SweptText& text, Detector::Scratch* scratch) const;

  const Detector& detector_;
  const ScanOptions& options_;
  ProgressCounter* progress_;
  std::mutex making_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace keysieve
