// The files in which other scanners keep what they were told to accept: .gitleaksignore, a report
// of gitleaks (its baseline), .secrets.baseline of detect-secrets.
#include "keysieve/baseline.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "base/characters.h"
#include "base/printable.h"
#include "rules/read_json.h"

namespace keysieve {
namespace {

// As git has it, whatever system it was written on.
std::string git_path(std::string_view text) {
  std::string path(text);
  std::replace(path.begin(), path.end(), '\\', '/');
  while (path.starts_with("./")) path.erase(0, 2);
  return path;
}

bool is_commit(std::string_view text) {
  return text.size() == 40 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

std::optional<std::uint32_t> line_number(std::string_view text) {
  std::uint32_t line = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), line);
  if (error != std::errc() || end != text.data() + text.size() || line == 0) return std::nullopt;
  return line;
}

// "[commit:]file:rule:line". A file may have colons, a rule has none.
std::optional<AcceptedElsewhere> read_fingerprint(std::string_view text) {
  const std::size_t last = text.rfind(':');
  if (last == text.npos || last == 0) return std::nullopt;
  const std::size_t before = text.rfind(':', last - 1);
  const auto line = line_number(text.substr(last + 1));
  if (before == text.npos || !line) return std::nullopt;
  AcceptedElsewhere entry;
  entry.name = text;
  entry.line = *line;
  std::string_view path = text.substr(0, before);
  const std::size_t colon = path.find(':');
  if (colon != path.npos && is_commit(path.substr(0, colon))) {
    entry.commit = path.substr(0, colon);
    path.remove_prefix(colon + 1);
  }
  entry.path = git_path(path);
  if (entry.path.empty()) return std::nullopt;
  return entry;
}

Baseline read_gitleaksignore(std::string_view text) {
  Baseline baseline{".gitleaksignore", {}, {}};
  for (unsigned number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    if (auto entry = read_fingerprint(line)) {
      baseline.entries.push_back(*std::move(entry));
    } else {
      baseline.left_out.push_back(fmt::format("line {} is not [commit:]file:rule:line", number));
    }
  }
  return baseline;
}

// gitleaks --redact writes REDACTED, or a beginning and an ellipsis.
bool is_redacted(std::string_view secret) {
  return secret == "REDACTED" || secret.ends_with("...");
}

Baseline read_gitleaks_report(const Json& report) {
  Baseline baseline{"gitleaks report", {}, {}};
  for (const Json& finding : report) {
    AcceptedElsewhere entry;
    entry.path = git_path(text_of(finding, "File"));
    entry.commit = text_of(finding, "Commit");
    entry.line = number_of(finding, "StartLine");
    entry.secret = text_of(finding, "Secret");
    if (is_redacted(entry.secret)) entry.secret.clear();
    if (!is_commit(entry.commit)) entry.commit.clear();
    entry.name = fmt::format("{}{}{}:{}:{}", entry.commit, entry.commit.empty() ? "" : ":",
                             entry.path, text_of(finding, "RuleID"), entry.line);
    if (entry.path.empty() || entry.line == 0) {
      baseline.left_out.push_back("a finding without a file and a line");
    } else {
      baseline.entries.push_back(std::move(entry));
    }
  }
  return baseline;
}

void read_detected(const std::string& file, const Json& found, Baseline* baseline) {
  AcceptedElsewhere entry;
  entry.path = git_path(file);
  entry.line = number_of(found, "line_number");
  entry.secret_sha1 = text_of(found, "hashed_secret");
  entry.name = fmt::format("{}:{} ({})", entry.path, entry.line, text_of(found, "type"));
  if (!is_commit(entry.secret_sha1)) {  // 40 hex digits, too
    baseline->left_out.push_back(entry.name + ": no hash of a secret");
  } else if (member(found, "is_secret") == true) {
    baseline->left_out.push_back(entry.name + ": its audit says that it is a real secret");
  } else {
    baseline->entries.push_back(std::move(entry));
  }
}

Baseline read_secrets_baseline(const Json& results) {
  Baseline baseline{"detect-secrets baseline", {}, {}};
  for (const auto& [file, all] : results.items()) {
    for (const Json& found : all) read_detected(file, found, &baseline);
  }
  return baseline;
}

}  // namespace

Result<Baseline> parse_baseline(std::string_view text, std::string_view origin) {
  const std::string_view content = trimmed(text);
  if (!content.starts_with('[') && !content.starts_with('{')) return read_gitleaksignore(text);
  const Json json = read_json(content);
  if (json.is_array()) return read_gitleaks_report(json);
  const Json& results = member(json, "results");
  if (results.is_object()) return read_secrets_baseline(results);
  return Error{ErrorCode::invalid_argument,
               fmt::format("{} is none of .gitleaksignore, a JSON report of gitleaks and a "
                           ".secrets.baseline of detect-secrets",
                           printable(origin))};
}

}  // namespace keysieve
