// Reports that were written as JSON, read back: to be written in another format, put together, or
// compared. No rules are needed: a report tells what its readers have to know of them.
#pragma once

#include <string_view>
#include <vector>

#include "keysieve/error.h"
#include "keysieve/scan.h"

namespace keysieve {

struct SavedReport {
  Report report;
  RuleSet rules;  // those of its findings, as far as it tells of them
};

// Reads what write_report() wrote as ReportFormat::json. `origin` names the text in errors. Strict:
// whatever a report of this schema version cannot hold is an error that says where it stands.
// Secrets that were redacted stay so (Finding::redacted_from).
Result<SavedReport> read_report(std::string_view json, std::string_view origin);

// Reports of parts of a repository, or of several repositories, as one: a secret that stands in two
// of them is one finding. `reports` must not be empty.
SavedReport merge_reports(std::vector<SavedReport> reports);

// Fills Report::since of `now`: what is new, and what only `old` has.
void compare_reports(SavedReport old, SavedReport* now);

}  // namespace keysieve
