// The formats, one writer each.
#pragma once

#include <ostream>

#include "keysieve/report.h"

namespace keysieve {

// For programs: schema version 1 (tests/golden/report.json shows every key).
void write_json(const Report& report, const RuleSet& rules, const ReportOptions& options,
                std::ostream& out);

// For a person at a terminal.
void write_text(const Report& report, const RuleSet& rules, const ReportOptions& options,
                std::ostream& out);

}  // namespace keysieve
