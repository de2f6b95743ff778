#include "cli/filter_repo_note.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/printable.h"

namespace keysieve::cli {
namespace {

constexpr std::size_t short_secret = 8;

bool is_written(const Finding& finding) {
  return !finding.suppression && !finding.redacted_from;
}

// A secret that takes other room than its bytes stands there in another form: encoded, or in
// UTF-16.
bool stands_encoded(const Finding& finding) {
  return std::any_of(
      finding.occurrences.begin(), finding.occurrences.end(), [&](const Occurrence& at) {
        const Region& region = at.region;
        return region.start_line == region.end_line && region.end_column > region.start_column &&
               region.end_column - region.start_column != finding.secret.size();
      });
}

template <typename Holds>
std::string counted_line(const Report& report, Holds holds, std::string_view what) {
  const auto count = std::count_if(report.findings.begin(), report.findings.end(), holds);
  return count == 0 ? std::string() : fmt::format("  {}: {}\n", what, count);
}

}  // namespace

std::string filter_repo_note(const Report& report, const std::string& file) {
  std::string text =
      "keysieve: Rewriting does not un-leak: whoever had a clone, a fork or a cache has the "
      "secrets "
      "still.\n"
      "  Make new secrets first, everywhere they are used. Then, in a fresh clone:\n";
  text += fmt::format("    git filter-repo --replace-text {0} --replace-message {0}\n",
                      printable(file));
  text +=
      "  and scan again: names of files and authors, binary files and archives stay as they "
      "are.\n";
  text += counted_line(report, is_written, "findings in the file");
  text += counted_line(
      report, [](const Finding& each) { return is_written(each) && stands_encoded(each); },
      "of them that stand encoded somewhere, where they are not replaced");
  text += counted_line(
      report,
      [](const Finding& each) { return is_written(each) && each.secret.size() < short_secret; },
      "of them shorter than 8 bytes, so that other places with the same letters are replaced, too");
  text += counted_line(
      report, [](const Finding& each) { return each.suppression.has_value(); },
      "left out, accepted");
  text += counted_line(
      report, [](const Finding& each) { return !each.suppression && each.redacted_from; },
      "left out, redacted in the report that was read");
  return text;
}

}  // namespace keysieve::cli
