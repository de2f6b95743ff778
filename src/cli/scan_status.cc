#include "cli/scan_status.h"

#include <algorithm>

namespace keysieve::cli {

ExitStatus scan_status(const Report& report) {
  const bool found = std::any_of(report.findings.begin(), report.findings.end(),
                                 [](const Finding& finding) { return !finding.suppression; });
  if (found) return findings;
  return report.completeness.complete() ? clean : incomplete;
}

}  // namespace keysieve::cli
