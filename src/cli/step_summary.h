// The summary page of a GitHub Actions job, which grows by what is added to a file.
#pragma once

#include <filesystem>

#include "keysieve/report.h"

namespace keysieve::cli {

// Adds the report as Markdown to the file that GITHUB_STEP_SUMMARY names, if it names one. That it
// cannot is said on stderr: the annotations were written all the same.
// The file that takes it; empty: none.
std::filesystem::path step_summary_file();

void add_step_summary(const Report& report, const RuleSet& rules);

}  // namespace keysieve::cli
