// One scan for each kind of source; scan() chooses.
#pragma once

#include "keysieve/scan.h"

namespace keysieve {

Result<Report> scan_history(const HistorySource& source, const Detector& detector,
                            const ScanOptions& options);
Result<Report> scan_with_submodules(const HistorySource& source, const Detector& detector,
                                    const ScanOptions& options);
Result<Report> scan_range(const RangeSource& source, const Detector& detector,
                          const ScanOptions& options);
Result<Report> scan_staged(const StagedSource& source, const Detector& detector,
                           const ScanOptions& options);
Result<Report> scan_worktree(const WorktreeSource& source, const Detector& detector,
                             const ScanOptions& options);
Result<Report> scan_files(const FilesSource& source, const Detector& detector,
                          const ScanOptions& options);
Result<Report> scan_stdin(const StdinSource& source, const Detector& detector,
                          const ScanOptions& options);

}  // namespace keysieve
