// The formats, one writer each, in a file of its name. What they get may be shown as it is: secrets
// that must not be are redacted before (report.cc). It may hold any bytes, though.
#pragma once

#include <ostream>

#include "keysieve/report.h"

namespace keysieve {

using WriteReport = void(const Report& report, const RuleSet& rules, const ReportOptions& options,
                         std::ostream& out);

WriteReport write_text, write_json, write_jsonl, write_sarif, write_csv, write_junit, write_gitlab,
    write_github, write_markdown, write_gitleaks, write_filter_repo;

// For a person with a browser: one page that needs no other file. Always redacted.
void write_html(const Report& report, const RuleSet& rules, const ReportOptions& options,
                std::ostream& out);

}  // namespace keysieve
