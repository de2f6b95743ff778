// The last step of a scan: which findings somebody accepts on purpose. They stay in the report.
#pragma once

#include "keysieve/scan.h"

namespace keysieve {

// Marks what the repository's ignore file and the allowlists of `options` accept, and says which
// entries have expired, which are no entries and which fit nothing.
void suppress(const Source& source, const RuleSet& rules, const ScanOptions& options,
              Report* report);

}  // namespace keysieve
