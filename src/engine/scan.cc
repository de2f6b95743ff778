#include "keysieve/scan.h"

#include <utility>
#include <variant>

#include "engine/notices.h"
#include "engine/scan_sources.h"
#include "engine/suppress.h"

namespace keysieve {
namespace {

struct Dispatch {
  const Detector& detector;
  const ScanOptions& options;

  Result<Report> operator()(const HistorySource& s) {
    return s.submodules ? scan_with_submodules(s, detector, options)
                        : scan_history(s, detector, options);
  }
  Result<Report> operator()(const RangeSource& s) { return scan_range(s, detector, options); }
  Result<Report> operator()(const StagedSource& s) { return scan_staged(s, detector, options); }
  Result<Report> operator()(const WorktreeSource& s) { return scan_worktree(s, detector, options); }
  Result<Report> operator()(const FilesSource& s) { return scan_files(s, detector, options); }
  Result<Report> operator()(const StdinSource& s) { return scan_stdin(s, detector, options); }
};

}  // namespace

Result<Report> scan(const Source& source, const Detector& detector, const ScanOptions& asked) {
  ScanOptions options = asked;
  if (!options.rule_costs.empty()) options.threads = 1;
  auto report = std::visit(Dispatch{detector, options}, source);
  if (!report) return report;
  suppress(source, detector.rules(), options, &*report);
  std::vector<Notice>& notices = report->completeness.notices;
  notices.insert(notices.end(), options.notices.begin(), options.notices.end());
  sort_notices(&notices);
  return report;
}

}  // namespace keysieve
