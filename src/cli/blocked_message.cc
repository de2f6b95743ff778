#include "cli/blocked_message.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/printable.h"
#include "keysieve/report.h"

namespace keysieve::cli {
namespace {

// As many as fit on a screen; a list is for `keysieve scan`.
constexpr std::size_t most_shown = 5;

constexpr const char* ways_on =
    "\n"
    "Take it out: read the value from the environment; `keysieve generate` makes a new key.\n"
    "No secret? Say so in a comment on its line, with the reason: keysieve:allow\n"
    "Commit all the same: git commit --no-verify\n";

std::string place(const Finding& finding) {
  if (finding.occurrences.empty()) return "?";
  const Occurrence& first = finding.occurrences.front();
  const std::size_t others = finding.occurrences.size() - 1;
  return fmt::format("{}:{}{}", printable(first.path.value_or("?")), first.region.start_line,
                     others == 0 ? "" : fmt::format(" (and {} more)", others));
}

std::string block(const Finding& finding, const RuleSet& rules) {
  const std::string secret = redact(finding.secret);
  const Rule* rule = rules.find(finding.rule_id);
  if (rule == nullptr) {
    return fmt::format("\n  {}: {}\n    {}\n", place(finding), finding.rule_id, secret);
  }
  return fmt::format("\n  {}: {} ({})\n    {}\n    {}\n", place(finding), printable(rule->name),
                     to_string(rule->severity), secret, printable(rule->description));
}

std::vector<const Finding*> standing(const Report& report) {
  std::vector<const Finding*> standing;
  for (const Finding& finding : report.findings) {
    if (!finding.suppression) standing.push_back(&finding);
  }
  return standing;
}

std::string incomplete_message(const Completeness& completeness) {
  const std::string why =
      completeness.notices.empty() ? "" : printable(": " + completeness.notices.front().message);
  return fmt::format(
      "keysieve: commit stopped: nothing found, but {} of {} objects could not be scanned{}\n"
      "Commit all the same: git commit --no-verify\n",
      completeness.expected - completeness.scanned, completeness.expected, why);
}

}  // namespace

std::string blocked_message(const Report& report, const RuleSet& rules) {
  const auto found = standing(report);
  if (found.empty()) {
    return report.completeness.complete() ? "" : incomplete_message(report.completeness);
  }
  std::string message =
      fmt::format("keysieve: commit stopped: {} in what is staged\n",
                  found.size() == 1 ? "a secret" : fmt::format("{} secrets", found.size()));
  const std::size_t shown = std::min(found.size(), most_shown);
  for (std::size_t i = 0; i < shown; ++i) message += block(*found[i], rules);
  if (found.size() > shown) {
    message += fmt::format("\n  … and {} more: keysieve scan --staged\n", found.size() - shown);
  }
  return message + ways_on;
}

}  // namespace keysieve::cli
