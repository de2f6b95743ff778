// The JSON report of gitleaks 8, for tools that read it: one entry for each commit that introduced
// a secret, or for each place where no commit is known. Accepted findings are left out, as there.
#include <fmt/format.h>

#include "base/json.h"
#include "report/main_place.h"
#include "report/tally.h"
#include "report/writers.h"

namespace keysieve {
namespace {

struct Leak {
  const Introduction* by = nullptr;
  std::string file;
  Region region{};
  std::string commit;
};

// In UTC, as gitleaks has it: "2024-11-24T10:34:25Z".
std::string utc(const Time& time) {
  return iso8601({time.seconds, 0}).substr(0, 19) + 'Z';
}

Leak leak_of(const Introduction& by, const Finding& finding) {
  Leak leak{&by, by.path.value_or(""), {by.line, by.column, by.line, by.column}, by.commit.hex()};
  for (const Occurrence& at : finding.occurrences) {
    if (at.path == by.path && at.region.start_line == by.line) leak.region = at.region;
  }
  return leak;
}

std::vector<Leak> leaks_of(const Finding& finding) {
  std::vector<Leak> leaks;
  for (const Introduction& by : finding.introduced) leaks.push_back(leak_of(by, finding));
  if (!leaks.empty()) return leaks;
  for (const Occurrence& at : finding.occurrences) {
    const std::string commit = at.first_commit ? at.first_commit->hex() : std::string();
    leaks.push_back({nullptr, at.path.value_or(""), at.region, commit});
  }
  return leaks;
}

// gitleaks' own: it names a place, and stands in its .gitleaksignore.
std::string fingerprint(const Leak& leak, const Rule& rule) {
  const std::string place = fmt::format("{}:{}:{}", leak.file, rule.id, leak.region.start_line);
  return leak.commit.empty() ? place : leak.commit + ':' + place;
}

void write_leak(const Leak& leak, const Finding& finding, const Rule& rule, JsonWriter& json) {
  const Region& at = leak.region;
  json.begin_object().member("RuleID", rule.id).member("Description", rule.description);
  json.member("StartLine", at.start_line).member("EndLine", at.end_line);
  json.member("StartColumn", at.start_column);
  json.member("EndColumn", at.end_column == 0 ? 0 : at.end_column - 1);  // counted in
  json.member("Match", finding.secret).member("Secret", finding.secret);
  json.member("File", leak.file).member("SymlinkFile", "").member("Commit", leak.commit);
  json.key("Entropy").value(finding.entropy, 2);
  json.member("Author", leak.by ? leak.by->author.name : "");
  json.member("Email", leak.by ? leak.by->author.email : "");
  json.member("Date", leak.by ? utc(leak.by->authored) : "");
  json.member("Message", leak.by ? leak.by->summary : "").key("Tags").begin_array();
  for (const std::string& tag : rule.tags) json.value(tag);
  json.end_array().member("Fingerprint", fingerprint(leak, rule)).end_object();
}

}  // namespace

void write_gitleaks(const Report& report, const RuleSet& rules, const ReportOptions&,
                    std::ostream& out) {
  JsonWriter json(out);
  json.begin_array();
  for (const Finding& finding : report.findings) {
    if (finding.suppression) continue;
    for (const Leak& leak : leaks_of(finding)) {
      write_leak(leak, finding, rule_of(finding, rules), json);
    }
  }
  json.end_array();
}

}  // namespace keysieve
