// The history of a repository: matches by what the content says; see told_history.h for the rest.
#include "engine/scan_sources.h"
#include "engine/told_history.h"

namespace keysieve {

Result<Report> scan_history(const HistorySource& source, const Detector& detector,
                            const ScanOptions& options) {
  return told_history(source.path, detector, options, searches_by_rules(detector, options));
}

}  // namespace keysieve
