// Gathers what the threads of a sweep find, whatever they look for.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/find_in_object.h"
#include "engine/history.h"
#include "engine/progress.h"
#include "git/sweep.h"

namespace keysieve {

// What is found in a text; nothing where that is a damaged blob. One thread's own, and asked about
// each text that the thread is handed, in that order.
using TextSearch = std::function<std::optional<ObjectMatches>(const SweptText&)>;

// The searches that a scan is, by the rules of `detector`: each call makes one for a thread. They
// share what they know of lines.
std::function<TextSearch()> searches_by_rules(const Detector& detector, const ScanOptions& options);

class FoundTexts {
 public:
  // `new_search` is called for each thread.
  FoundTexts(std::function<TextSearch()> new_search, ProgressCounter* progress)
      : new_search_(std::move(new_search)), progress_(progress) {}

  // For one thread of the sweep that fills `graph`.
  TextVisitor new_visitor(const ObjectGraph& graph);

  // Says what archives did not give. Before take().
  void note_unread(Completeness* done);

  // Everything found, by node: the order of threads leaves no trace.
  std::vector<FoundText> take() &&;

 private:
  struct Worker {
    std::vector<RegionMatch> matches(const SweptText& text, const ObjectId& id);

    TextSearch search;
    std::vector<FoundText> found{};
    std::vector<Notice> notices{};  // of archives, and of large blobs
    std::uint64_t half_read = 0;    // objects that these are about
  };

  std::function<TextSearch()> new_search_;
  ProgressCounter* progress_;
  std::mutex making_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace keysieve
