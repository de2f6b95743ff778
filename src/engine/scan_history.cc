// The history of a repository: matches by what the content says; see told_history.h for the rest.
#include <utility>

#include "engine/found_texts.h"
#include "engine/scan_sources.h"
#include "engine/told_history.h"

namespace keysieve {

Result<Report> scan_history(const HistorySource& source, const Detector& detector,
                            const ScanOptions& options) {
  ProgressCounter progress(options);
  FoundTexts found(detector, options, &progress);
  const HistorySearch search{
      [&](const ObjectGraph& graph) { return found.new_visitor(graph); },
      [&](Completeness* done) { found.note_unread(done); },
      [&] { return std::move(found).take(); },
  };
  return told_history(source.path, detector, options, &progress, search);
}

}  // namespace keysieve
