#include "cli/step_summary.h"

#include <cstdlib>
#include <iostream>
#include <sstream>

#include "base/file.h"
#include "base/printable.h"

namespace keysieve::cli {

std::filesystem::path step_summary_file() {
  const char* const file = std::getenv("GITHUB_STEP_SUMMARY");
  return file == nullptr ? "" : file;
}

void add_step_summary(const Report& report, const RuleSet& rules) {
  const std::filesystem::path file = step_summary_file();
  if (file.empty()) return;
  std::ostringstream page;
  write_report(ReportFormat::markdown, report, rules, {}, page);
  if (const auto added = append_to_file(file, page.str()); !added) {
    std::cerr << "keysieve: warning: no step summary: " << printable(added.error().message) << '\n';
  }
}

}  // namespace keysieve::cli
