#include "report/report_json.h"

#include "report/change.h"
#include "report/tally.h"
#include "report/tool.h"

namespace keysieve {

void ReportJson::head() const {
  json_.member("schema_version", report_schema_version);
  tool();
  source();
  completeness();
}

void ReportJson::tool() const {
  const ToolInfo by = tool_of(report_, rules_);
  json_.key("tool").begin_object().member("name", "keysieve").member("version", by.version);
  json_.member("rules", by.rules);
  text_or_null("ruleset", by.ruleset);
  json_.end_object();
}

void ReportJson::source() const {
  const SourceInfo& from = report_.source;
  json_.key("source").begin_object().member("kind", from.kind);
  text_or_null("repository", from.repository);
  text_or_null("remote", from.remote);
  id("head", from.head);
  json_.member("refs", from.refs).member("shallow", from.shallow).end_object();
}

void ReportJson::completeness() const {
  const Completeness& done = report_.completeness;
  json_.key("completeness").begin_object().member("complete", done.complete());
  json_.member("bytes", report_.bytes);
  json_.key("objects").begin_object().member("expected", done.expected);
  json_.member("scanned", done.scanned).member("skipped", done.skipped).end_object();
  json_.key("notices").begin_array();
  for (const Notice& notice : done.notices) {
    json_.begin_object().member("kind", notice.kind);
    id("object", notice.object);
    json_.member("message", notice.message).end_object();
  }
  json_.end_array().end_object();
}

void ReportJson::summary() const {
  const Tally counts = tally(report_, rules_);
  json_.key("summary").begin_object().member("findings", counts.findings);
  json_.member("suppressed", counts.suppressed).key("by_severity").begin_object();
  for (const auto& [severity, count] : counts.by_severity) {
    json_.member(to_string(severity), count);
  }
  json_.end_object();
  since();
  json_.end_object();
}

// Only reports that were compared with an older one have this key, "change" and "gone".
void ReportJson::since() const {
  if (!report_.since) return;
  const ChangeCounts counts = count_changes(report_);
  json_.key("since").begin_object().member("new", counts.added);
  json_.member("unchanged", counts.unchanged).member("gone", counts.gone).end_object();
}

void ReportJson::gone() const {
  if (!report_.since) return;
  json_.key("gone").begin_array();
  for (const Finding& each : report_.since->gone) finding(each);
  json_.end_array();
}

void ReportJson::finding(const Finding& finding) const {
  json_.begin_object();
  finding_members(finding);
  json_.end_object();
}

void ReportJson::finding_members(const Finding& finding) const {
  const Rule& rule = rule_of(finding, rules_);
  json_.member("fingerprint", finding.fingerprint);
  change(finding);
  json_.member("rule_id", rule.id).member("rule_name", rule.name);
  json_.member("description", rule.description).member("severity", to_string(rule.severity));
  list("tags", rule.tags);
  json_.member("secret", finding.secret);
  json_.member("secret_length", finding.redacted_from.value_or(finding.secret.size()));
  json_.member("redacted", finding.redacted_from.has_value());
  json_.key("entropy").value(finding.entropy, 2).key("confidence").value(finding.confidence, 2);
  validation(finding.validation);
  companions(finding.companions);
  story(finding);
  occurrences(finding);
  suppression(finding);
  json_.member("remediation", rule.remediation);
  // Only rules of keys that `keysieve generate --for` makes have this key.
  if (!rule.preset.empty()) json_.member("preset", rule.preset);
}

void ReportJson::change(const Finding& finding) const {
  if (report_.since) json_.member("change", to_string(change_of(finding, *report_.since)));
}

// Only findings whose form says something have this key.
void ReportJson::validation(const Validation& form) const {
  if (form.status == ValidationStatus::unknown && form.facts.empty()) return;
  json_.key("validation").begin_object().member("status", to_string(form.status));
  json_.key("facts").begin_object();
  for (const auto& [name, value] : form.facts) json_.member(name, value);
  json_.end_object().end_object();
}

// Only findings that have some have this key.
void ReportJson::companions(const Facts& beside) const {
  if (beside.empty()) return;
  json_.key("companions").begin_array();
  for (const auto& [name, value] : beside) {
    json_.begin_object().member("name", name).member("value", value).end_object();
  }
  json_.end_array();
}

void ReportJson::story(const Finding& finding) const {
  json_.member("status", to_string(finding.status));
  list("present_in", finding.present_in);
  json_.key("introduced").begin_array();
  for (const Introduction& each : finding.introduced) introduction(each);
  json_.end_array().key("removed").begin_array();
  for (const Removal& each : finding.removed) removal(each);
  json_.end_array().key("exposure_days");
  finding.exposure_days ? json_.value(*finding.exposure_days) : json_.null();
}

void ReportJson::introduction(const Introduction& by) const {
  json_.begin_object().member("commit", by.commit.hex());
  person("author", by.author);
  json_.member("authored_at", iso8601(by.authored));
  person("committer", by.committer);
  json_.member("committed_at", iso8601(by.committed)).member("summary", by.summary);
  path(by.path);
  json_.member("line", by.line).member("column", by.column);
  submodule(by.submodule);
  if (by.at_or_before) json_.member("at_or_before", true);
  json_.end_object();
}

void ReportJson::removal(const Removal& by) const {
  json_.begin_object().member("commit", by.commit.hex());
  person("author", by.author);
  json_.member("authored_at", iso8601(by.authored));
  path(by.path);
  submodule(by.submodule);
  json_.end_object();
}

void ReportJson::occurrences(const Finding& finding) const {
  json_.key("occurrences").begin_array();
  for (const Occurrence& at : finding.occurrences) occurrence(at);
  json_.end_array();
  // Only live findings have this key.
  if (!finding.in_head) return;
  json_.key("in_head");
  occurrence(*finding.in_head);
}

void ReportJson::occurrence(const Occurrence& at) const {
  json_.begin_object();
  id("object", at.object);
  json_.member("kind", to_string(at.kind));
  path(at.path);
  json_.member("start_line", at.region.start_line).member("start_column", at.region.start_column);
  json_.member("end_line", at.region.end_line).member("end_column", at.region.end_column);
  id("first_commit", at.first_commit);
  submodule(at.submodule);
  json_.end_object();
}

void ReportJson::suppression(const Finding& finding) const {
  json_.key("suppression");
  if (!finding.suppression) {
    json_.null();
    return;
  }
  json_.begin_object().member("kind", finding.suppression->kind);
  json_.member("reason", finding.suppression->reason);
  // Only those that came with the change that was scanned have this key.
  if (finding.suppression->added) json_.member("added", true);
  json_.end_object();
}

void ReportJson::person(std::string_view key, const Person& who) const {
  json_.key(key).begin_object().member("name", who.name).member("email", who.email).end_object();
}

void ReportJson::list(std::string_view key, const std::vector<std::string>& items) const {
  json_.key(key).begin_array();
  for (const std::string& item : items) json_.value(item);
  json_.end_array();
}

void ReportJson::path(const std::optional<std::string>& at) const {
  json_.key("path");
  at ? json_.value(*at) : json_.null();
}

// Only reports on several repositories have this key.
void ReportJson::submodule(const std::string& of) const {
  if (!of.empty()) json_.member("submodule", of);
}

void ReportJson::id(std::string_view key, const std::optional<ObjectId>& object) const {
  json_.key(key);
  object ? json_.value(object->hex()) : json_.null();
}

void ReportJson::text_or_null(std::string_view key, const std::string& text) const {
  json_.key(key);
  text.empty() ? json_.null() : json_.value(text);
}

}  // namespace keysieve
