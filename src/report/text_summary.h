// The end of a text report: what was scanned, what was found, what could not be done; and one plain
// sentence that says it all.
#pragma once

#include "keysieve/scan.h"
#include "report/page.h"
#include "report/tally.h"

namespace keysieve {

void write_summary(const Report& report, const RuleSet& rules, const Tally& counts, Page& page);
void write_closing(const Report& report, const Tally& counts, Page& page);

}  // namespace keysieve
