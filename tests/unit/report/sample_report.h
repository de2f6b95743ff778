// Reports made by hand, with all that a report can hold.
#pragma once

#include <string>

#include "keysieve/report.h"

namespace keysieve::test {

RuleSet sample_rules();

// A history with four findings: one live with two introductions, one in a commit message, one gone
// behind a shallow boundary, one suppressed; and one that is only in a tag no ref reaches.
Report history_report();

Report empty_report();       // complete, nothing found
Report incomplete_report();  // objects missing, nothing found
Report files_report();       // plain files and their findings
Report rejected_report();    // empty_report() and candidates that were rejected

// A report whose every text is as hostile as can be.
Report hostile_report();

std::string written(ReportFormat format, const Report& report, const ReportOptions& options = {});

}  // namespace keysieve::test
