// A file for `git filter-repo --replace-text`, which takes the secrets out of the whole history.
// It holds them in full.
//
// git-filter-repo has no comments and no escapes. A line is a literal or a regular expression, and
// what replaces it stands behind the last "==>" of the line: with both said in full, no secret is
// taken for another thing. Line ends, which a literal cannot hold, are written as a regular
// expression. Literals are replaced in the order of the file and before regular expressions, so
// what stands within another secret comes after it.
#include <algorithm>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "report/writers.h"

namespace keysieve {
namespace {

constexpr std::string_view replacement = "==>***REMOVED***\n";

// Longest first, each once; without what is accepted, and without what is not known in full.
std::vector<std::string_view> secrets_of(const Report& report) {
  std::set<std::string_view> all;
  for (const Finding& finding : report.findings) {
    if (!finding.suppression && !finding.redacted_from) all.insert(finding.secret);
  }
  all.erase("");
  std::vector<std::string_view> secrets(all.begin(), all.end());
  std::stable_sort(secrets.begin(), secrets.end(),
                   [](std::string_view a, std::string_view b) { return a.size() > b.size(); });
  return secrets;
}

bool has_line_end(std::string_view secret) {
  return secret.find_first_of("\r\n") != std::string_view::npos;
}

// Every byte that is not a letter or digit, by its number: Python's regular expressions of bytes.
std::string pattern(std::string_view secret) {
  std::string text;
  for (const char c : secret) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (plain) {
      text += c;
    } else {
      text += fmt::format("\\x{:02x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return text;
}

}  // namespace

void write_filter_repo(const Report& report, const RuleSet&, const ReportOptions&,
                       std::ostream& out) {
  const std::vector<std::string_view> secrets = secrets_of(report);
  const auto needs_pattern = [&](std::string_view secret) {
    return std::any_of(secrets.begin(), secrets.end(), [&](std::string_view other) {
      return has_line_end(other) && other.find(secret) != std::string_view::npos;
    });
  };
  for (const std::string_view secret : secrets) {
    if (needs_pattern(secret)) {
      out << "regex:" << pattern(secret) << replacement;
    } else {
      out << "literal:" << secret << replacement;
    }
  }
}

}  // namespace keysieve
