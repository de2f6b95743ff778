// GitLab's secret detection report, schema 15.2.4, as its Vulnerability Report reads it from
// gl-secret-detection-report.json. Accepted findings are left out, which a message says: GitLab
// would show them as open.
//
// GitLab wants to know when the scan ran. A report knows no clock, so it names the newest commit
// that it tells of.
#include <algorithm>

#include <fmt/format.h>

#include "base/json.h"
#include "base/printable.h"
#include "report/main_place.h"
#include "report/sentence.h"
#include "report/tally.h"
#include "report/tool.h"
#include "report/words.h"
#include "report/writers.h"

namespace keysieve {
namespace {

constexpr std::string_view schema_version = "15.2.4";
constexpr std::size_t longest_name = 255, longest_solution = 7000, longest_description = 1 << 20;

// What GitLab's own analyzer names where there is no commit.
constexpr std::string_view no_commit = "0000000";

std::string utc(const Time& time) {
  return iso8601({time.seconds, 0}).substr(0, 19);
}

std::string newest_time(const Report& report) {
  Time newest{};
  for (const Finding& finding : report.findings) {
    for (const Introduction& by : finding.introduced) {
      newest.seconds = std::max(newest.seconds, by.committed.seconds);
    }
    for (const Removal& by : finding.removed) {
      newest.seconds = std::max(newest.seconds, by.authored.seconds);
    }
  }
  return utc(newest);
}

// The limits are characters, so bytes within them are, too.
std::string at_most(std::string_view text, std::size_t limit) {
  return to_utf8(printable_lines(text).substr(0, limit));
}

std::string severity_name(Severity severity) {
  std::string name(to_string(severity));
  name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

// The fingerprint's 32 hex digits, written as GitLab's ids are.
std::string uuid(const std::string& fingerprint) {
  if (fingerprint.size() != 32) return fingerprint;
  std::string text = fingerprint;
  for (const std::size_t at : {20U, 16U, 12U, 8U}) text.insert(at, "-");
  return text;
}

class GitlabReport {
 public:
  GitlabReport(const Report& report, const RuleSet& rules, std::ostream& out)
      : report_(report), rules_(rules), json_(out) {}

  void write() {
    json_.begin_object().member("version", schema_version);
    json_.member("schema", fmt::format("https://gitlab.com/gitlab-org/security-products/"
                                       "security-report-schemas/-/raw/v{}/dist/"
                                       "secret-detection-report-format.json",
                                       schema_version));
    scan();
    json_.key("vulnerabilities").begin_array();
    for (const Finding& finding : report_.findings) {
      if (!finding.suppression) vulnerability(finding, rule_of(finding, rules_));
    }
    json_.end_array().end_object();
  }

 private:
  void scan() {
    const std::string time = newest_time(report_);
    json_.key("scan").begin_object();
    tool("analyzer");
    tool("scanner");
    json_.member("type", "secret_detection").member("start_time", time).member("end_time", time);
    json_.member("status", report_.completeness.complete() ? "success" : "failure");
    messages();
    json_.end_object();
  }

  void tool(std::string_view role) {
    json_.key(role).begin_object().member("id", "keysieve").member("name", "keysieve");
    json_.key("vendor").begin_object().member("name", "keysieve").end_object();
    json_.member("version", tool_of(report_, rules_).version).end_object();
  }

  void messages() {
    const Completeness& done = report_.completeness;
    const Tally counts = tally(report_, rules_);
    json_.key("messages").begin_array();
    if (!done.complete()) message("warn", "incomplete: " + unread_words(done));
    for (const Notice& notice : done.notices) {
      message(done.complete() ? "info" : "warn", notice.kind + ": " + notice.message);
    }
    if (counts.suppressed != 0) {
      message("info", fmt::format("{} left out: accepted in the repository",
                                  counted(counts.suppressed, "finding")));
    }
    json_.end_array();
  }

  void message(std::string_view level, const std::string& text) {
    json_.begin_object().member("level", level).member("value", printable(text)).end_object();
  }

  void vulnerability(const Finding& finding, const Rule& rule) {
    json_.begin_object().member("id", uuid(finding.fingerprint));
    json_.member("name", at_most(rule.name, longest_name));
    json_.member("description", at_most(sentence(finding, rule) + ".\n\n" + rule.description,
                                        longest_description));
    json_.member("severity", severity_name(rule.severity));
    json_.member("solution", at_most(rule.remediation, longest_solution));
    identifiers(rule);
    location(finding);
    if (!finding.redacted_from) json_.member("raw_source_code_extract", finding.secret);
    json_.end_object();
  }

  void identifiers(const Rule& rule) {
    json_.key("identifiers").begin_array().begin_object().member("type", "keysieve_rule_id");
    json_.member("name", "keysieve rule ID " + rule.id).member("value", rule.id);
    json_.end_object().end_array();
  }

  void location(const Finding& finding) {
    const MainPlace place = first_place(finding);
    json_.key("location").begin_object();
    if (place.path) json_.member("file", *place.path);
    commit(place);
    json_.member("start_line", place.region.start_line);
    json_.member("end_line", place.region.end_line).end_object();
  }

  void commit(const MainPlace& place) {
    const auto id = place.commit() ? place.commit() : report_.source.head;
    json_.key("commit").begin_object();
    if (const Introduction* by = place.introduction) {
      json_.member("author", by->author.name).member("date", iso8601(by->authored));
      json_.member("message", by->summary);
    }
    json_.member("sha", id ? id->hex() : std::string(no_commit)).end_object();
  }

  const Report& report_;
  const RuleSet& rules_;
  JsonWriter json_;
};

}  // namespace

void write_gitlab(const Report& report, const RuleSet& rules, const ReportOptions&,
                  std::ostream& out) {
  GitlabReport(report, rules, out).write();
}

}  // namespace keysieve
