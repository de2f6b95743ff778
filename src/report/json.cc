// A report for programs: JSON, schema version 1. Keys are never renamed or dropped within a
// version, and stand in a fixed order.
#include "base/json.h"

#include "keysieve/version.h"
#include "report/redaction.h"
#include "report/tally.h"
#include "report/writers.h"

namespace keysieve {
namespace {

constexpr int schema_version = 1;

class ReportJson {
 public:
  ReportJson(const Report& report, const RuleSet& rules, bool show_secrets, std::ostream& out)
      : report_(report), rules_(rules), redaction_(report, show_secrets), json_(out) {}

  void write() {
    json_.begin_object().member("schema_version", schema_version);
    tool();
    source();
    completeness();
    summary();
    json_.key("findings").begin_array();
    for (const Finding& each : report_.findings) finding(each);
    json_.end_array().end_object();
  }

 private:
  void tool() {
    json_.key("tool").begin_object().member("name", "keysieve").member("version", version);
    json_.member("rules", rules_.rules().size()).member("ruleset", ruleset_hash(rules_));
    json_.end_object();
  }

  void source() {
    const SourceInfo& from = report_.source;
    json_.key("source").begin_object().member("kind", from.kind).key("repository");
    from.repository.empty() ? json_.null() : json_.value(redaction_.text(from.repository));
    id("head", from.head);
    json_.member("refs", from.refs).member("shallow", from.shallow).end_object();
  }

  void completeness() {
    const Completeness& done = report_.completeness;
    json_.key("completeness").begin_object().member("complete", done.complete());
    json_.key("objects").begin_object().member("expected", done.expected);
    json_.member("scanned", done.scanned).member("skipped", done.skipped).end_object();
    json_.key("notices").begin_array();
    for (const Notice& notice : done.notices) {
      json_.begin_object().member("kind", notice.kind);
      id("object", notice.object);
      text("message", notice.message);
      json_.end_object();
    }
    json_.end_array().end_object();
  }

  void summary() {
    const Tally counts = tally(report_, rules_);
    json_.key("summary").begin_object().member("findings", counts.findings);
    json_.member("suppressed", counts.suppressed).key("by_severity").begin_object();
    for (const auto& [severity, count] : counts.by_severity) {
      json_.member(to_string(severity), count);
    }
    json_.end_object().end_object();
  }

  void finding(const Finding& finding) {
    const Rule& rule = rule_of(finding, rules_);
    json_.begin_object().member("fingerprint", finding.fingerprint);
    json_.member("rule_id", rule.id).member("description", rule.description);
    json_.member("severity", to_string(rule.severity));
    list("tags", rule.tags);
    json_.member("secret", redaction_.secret(finding.secret));
    json_.member("secret_length", finding.secret.size());
    json_.key("entropy").value(finding.entropy, 2).key("confidence").value(finding.confidence, 2);
    validation(finding.validation);
    companions(finding.companions);
    story(finding);
    occurrences(finding);
    suppression(finding);
    json_.member("remediation", rule.remediation).end_object();
  }

  // Only findings whose form says something have this key.
  void validation(const Validation& form) {
    if (form.status == ValidationStatus::unknown && form.facts.empty()) return;
    json_.key("validation").begin_object().member("status", to_string(form.status));
    json_.key("facts").begin_object();
    for (const auto& [name, value] : form.facts) text(name, value);
    json_.end_object().end_object();
  }

  // Only findings that have some have this key.
  void companions(const Facts& beside) {
    if (beside.empty()) return;
    json_.key("companions").begin_array();
    for (const auto& [name, value] : beside) {
      json_.begin_object().member("name", name).member("value", redaction_.secret(value));
      json_.end_object();
    }
    json_.end_array();
  }

  void story(const Finding& finding) {
    json_.member("status", to_string(finding.status));
    list("present_in", finding.present_in);
    json_.key("introduced").begin_array();
    for (const Introduction& each : finding.introduced) introduction(each);
    json_.end_array().key("removed").begin_array();
    for (const Removal& each : finding.removed) removal(each);
    json_.end_array().key("exposure_days");
    finding.exposure_days ? json_.value(*finding.exposure_days) : json_.null();
  }

  void introduction(const Introduction& by) {
    json_.begin_object().member("commit", by.commit.hex());
    person("author", by.author);
    json_.member("authored_at", iso8601(by.authored));
    person("committer", by.committer);
    json_.member("committed_at", iso8601(by.committed));
    text("summary", by.summary);
    path(by.path);
    json_.member("line", by.line).member("column", by.column);
    submodule(by.submodule);
    if (by.at_or_before) json_.member("at_or_before", true);
    json_.end_object();
  }

  void removal(const Removal& by) {
    json_.begin_object().member("commit", by.commit.hex());
    person("author", by.author);
    json_.member("authored_at", iso8601(by.authored));
    path(by.path);
    submodule(by.submodule);
    json_.end_object();
  }

  void occurrences(const Finding& finding) {
    json_.key("occurrences").begin_array();
    for (const Occurrence& at : finding.occurrences) {
      json_.begin_object();
      id("object", at.object);
      json_.member("kind", to_string(at.kind));
      path(at.path);
      json_.member("start_line", at.region.start_line);
      json_.member("start_column", at.region.start_column);
      json_.member("end_line", at.region.end_line).member("end_column", at.region.end_column);
      id("first_commit", at.first_commit);
      submodule(at.submodule);
      json_.end_object();
    }
    json_.end_array();
  }

  void suppression(const Finding& finding) {
    json_.key("suppression");
    if (!finding.suppression) {
      json_.null();
      return;
    }
    json_.begin_object().member("kind", finding.suppression->kind);
    text("reason", finding.suppression->reason);
    json_.end_object();
  }

  void person(std::string_view key, const Person& who) {
    json_.key(key).begin_object();
    text("name", who.name);
    text("email", who.email);
    json_.end_object();
  }

  void list(std::string_view key, const std::vector<std::string>& items) {
    json_.key(key).begin_array();
    for (const std::string& item : items) json_.value(redaction_.text(item));
    json_.end_array();
  }

  void path(const std::optional<std::string>& at) {
    json_.key("path");
    at ? json_.value(redaction_.text(*at)) : json_.null();
  }

  // Only reports on several repositories have this key.
  void submodule(std::string_view of) {
    if (!of.empty()) text("submodule", of);
  }

  void id(std::string_view key, const std::optional<ObjectId>& object) {
    json_.key(key);
    object ? json_.value(object->hex()) : json_.null();
  }

  void text(std::string_view key, std::string_view words) {
    json_.member(key, redaction_.text(words));
  }

  const Report& report_;
  const RuleSet& rules_;
  const Redaction redaction_;
  JsonWriter json_;
};

}  // namespace

void write_json(const Report& report, const RuleSet& rules, const ReportOptions& options,
                std::ostream& out) {
  ReportJson(report, rules, options.show_secrets, out).write();
}

}  // namespace keysieve
