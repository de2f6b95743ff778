// A JSON report, read back: the counterpart of report_json.cc, key for key.
#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "base/printable.h"
#include "keysieve/saved_report.h"
#include "report/json_values.h"
#include "report/report_json.h"

namespace keysieve {
namespace {

constexpr std::array statuses = {FindingStatus::live,    FindingStatus::on_ref,
                                 FindingStatus::history, FindingStatus::unreachable,
                                 FindingStatus::staged,  FindingStatus::worktree,
                                 FindingStatus::file,    FindingStatus::standard_input};
constexpr std::array kinds = {ObjectKind::blob, ObjectKind::commit, ObjectKind::tag};
constexpr std::array severities = {Severity::low, Severity::medium, Severity::high,
                                   Severity::critical};
constexpr std::array validations = {ValidationStatus::unknown, ValidationStatus::valid,
                                    ValidationStatus::invalid};

Person person(const JsonValue& from) {
  JsonObject object(from);
  return {object.at("name").text(), object.at("email").text()};
}

std::string submodule(JsonObject& object) {
  const auto of = object.find("submodule");
  return of ? of->text() : std::string();
}

Introduction introduction(const JsonValue& from) {
  JsonObject object(from);
  Introduction by;
  by.commit = id_in(object.at("commit"));
  by.author = person(object.at("author"));
  by.authored = time_in(object.at("authored_at"));
  by.committer = person(object.at("committer"));
  by.committed = time_in(object.at("committed_at"));
  by.summary = object.at("summary").text();
  by.path = optional_text(object.at("path"));
  by.line = object.at("line").count32();
  by.column = object.at("column").count32();
  by.submodule = submodule(object);
  if (const auto bound = object.find("at_or_before")) by.at_or_before = bound->truth();
  return by;
}

Removal removal(const JsonValue& from) {
  JsonObject object(from);
  Removal by;
  by.commit = id_in(object.at("commit"));
  by.author = person(object.at("author"));
  by.authored = time_in(object.at("authored_at"));
  by.path = text_or_empty(object.at("path"));
  by.submodule = submodule(object);
  return by;
}

Occurrence occurrence(const JsonValue& from) {
  JsonObject object(from);
  Occurrence at;
  at.object = optional_id(object.at("object"));
  at.kind = named(object.at("kind"), kinds);
  at.path = optional_text(object.at("path"));
  at.region = {object.at("start_line").count32(), object.at("start_column").count32(),
               object.at("end_line").count32(), object.at("end_column").count32()};
  at.first_commit = optional_id(object.at("first_commit"));
  at.submodule = submodule(object);
  return at;
}

Facts companions(const JsonValue& from) {
  Facts facts;
  from.each([&](const JsonValue& item) {
    JsonObject object(item);
    std::string name = object.at("name").text();
    facts.emplace_back(std::move(name), object.at("value").text());
  });
  return facts;
}

Validation validation(const JsonValue& from) {
  JsonObject object(from);
  Validation form;
  form.status = named(object.at("status"), validations);
  object.at("facts").each_member([&](const std::string& name, const JsonValue& value) {
    form.facts.emplace_back(name, value.text());
  });
  return form;
}

std::optional<Suppression> suppression(const JsonValue& from) {
  if (from.is_null()) return std::nullopt;
  JsonObject object(from);
  Suppression by;
  by.kind = word_in(object.at("kind"));
  by.reason = object.at("reason").text();
  if (const auto added = object.find("added")) by.added = added->truth();
  return by;
}

// A secret whose bytes are no UTF-8 was not written as it is, so it is not known in full.
void read_secret(JsonObject& object, Finding* finding) {
  finding->secret = object.at("secret").text();
  const std::uint64_t length = object.at("secret_length").count();
  if (object.at("redacted").truth() || length != finding->secret.size()) {
    finding->redacted_from = length;
  }
}

class ReportReader {
 public:
  // What a report says of a rule stands in each of its findings.
  Finding finding(const JsonValue& from) {
    JsonObject object(from);
    Finding made;
    made.fingerprint = fingerprint_in(object.at("fingerprint"));
    if (const auto change = object.find("change")) note_change(*change, made.fingerprint);
    made.rule_id = rule(object);
    read_secret(object, &made);
    made.entropy = object.at("entropy").number();
    made.confidence = object.at("confidence").number();
    if (const auto form = object.find("validation")) made.validation = validation(*form);
    if (const auto beside = object.find("companions")) made.companions = companions(*beside);
    made.status = named(object.at("status"), statuses);
    made.present_in = texts_in(object.at("present_in"));
    made.introduced = list_in(object.at("introduced"), introduction);
    made.removed = list_in(object.at("removed"), removal);
    if (const JsonValue days = object.at("exposure_days"); !days.is_null()) {
      made.exposure_days = static_cast<std::int64_t>(days.count32());
    }
    made.occurrences = list_in(object.at("occurrences"), occurrence);
    if (const auto in_head = object.find("in_head")) made.in_head = occurrence(*in_head);
    made.suppression = suppression(object.at("suppression"));
    return made;
  }

  void report(const JsonValue& from) {
    JsonObject object(from);
    if (const JsonValue number = object.at("schema_version");
        number.count() != report_schema_version) {
      number.fail(fmt::format("is not {}: this keysieve reads no other", report_schema_version));
    }
    tool(object.at("tool"));
    source(object.at("source"));
    completeness(object.at("completeness"));
    const bool compared = summary(object.at("summary"));
    object.at("findings").each([&](const JsonValue& item) {
      report_.findings.push_back(finding(item));
    });
    if (compared) gone(object.at("gone"));
  }

  SavedReport take() && {
    if (report_.since) std::sort(report_.since->added.begin(), report_.since->added.end());
    std::vector<Rule> rules;
    for (auto& [id, rule] : rules_) rules.push_back(std::move(rule));
    return {std::move(report_), RuleSet::described(std::move(rules))};
  }

 private:
  void tool(const JsonValue& from) {
    JsonObject object(from);
    if (const JsonValue name = object.at("name"); name.text() != "keysieve") {
      name.fail("is not keysieve");
    }
    ToolInfo by;
    by.version = word_in(object.at("version"));
    by.rules = object.at("rules").count();
    by.ruleset = text_or_empty(object.at("ruleset"));
    report_.tool = std::move(by);
  }

  void source(const JsonValue& from) {
    JsonObject object(from);
    SourceInfo& source = report_.source;
    source.kind = word_in(object.at("kind"));
    source.repository = text_or_empty(object.at("repository"));
    source.remote = text_or_empty(object.at("remote"));
    source.head = optional_id(object.at("head"));
    source.refs = object.at("refs").count();
    source.shallow = object.at("shallow").truth();
  }

  void completeness(const JsonValue& from) {
    JsonObject object(from);
    Completeness& done = report_.completeness;
    report_.bytes = object.at("bytes").count();
    {
      JsonObject objects(object.at("objects"));
      done.expected = objects.at("expected").count();
      done.scanned = objects.at("scanned").count();
      done.skipped = objects.at("skipped").count();
    }
    object.at("notices").each([&](const JsonValue& item) {
      JsonObject notice(item);
      Notice made;
      made.kind = word_in(notice.at("kind"));
      made.object = optional_id(notice.at("object"));
      made.message = notice.at("message").text();
      done.notices.push_back(std::move(made));
    });
    if (const JsonValue complete = object.at("complete"); complete.truth() != done.complete()) {
      complete.fail("is not what the numbers of objects say");
    }
  }

  // Counted anew when it is written; whether the report was compared with another.
  bool summary(const JsonValue& from) {
    JsonObject object(from);
    object.at("findings").count();
    object.at("suppressed").count();
    object.at("by_severity").each_member([](const std::string&, const JsonValue& value) {
      value.count();
    });
    const auto since = object.find("since");
    if (!since) return false;
    report_.since.emplace();
    JsonObject counts(*since);
    for (const char* name : {"new", "unchanged", "gone"}) counts.at(name).count();
    return true;
  }

  void gone(const JsonValue& from) {
    from.each([&](const JsonValue& item) { report_.since->gone.push_back(finding(item)); });
  }

  void note_change(const JsonValue& from, const std::string& fingerprint) {
    const std::string word = from.text();
    if (!report_.since) return from.fail("stands in a report that was compared with no other");
    if (word == "new") report_.since->added.push_back(fingerprint);
    if (word != "new" && word != "unchanged" && word != "gone") {
      from.fail("is a word that no report has there");
    }
  }

  std::string rule(JsonObject& object) {
    Rule rule;
    rule.id = word_in(object.at("rule_id"));
    rule.name = word_in(object.at("rule_name"));
    rule.description = printable_lines(object.at("description").text());
    rule.severity = named(object.at("severity"), severities);
    rule.tags = list_in(object.at("tags"), word_in);
    rule.remediation = printable_lines(object.at("remediation").text());
    if (const auto preset = object.find("preset")) rule.preset = word_in(*preset);
    std::string id = rule.id;
    rules_.emplace(id, std::move(rule));
    return id;
  }

  Report report_;
  std::map<std::string, Rule> rules_;
};

}  // namespace

Result<SavedReport> read_report(std::string_view json, std::string_view origin) {
  const auto document = parse_json(json, origin);
  if (!document) return document.error();
  std::optional<std::string> error;
  ReportReader reader;
  reader.report(JsonValue(&*document, {}, &error));
  if (!error) return std::move(reader).take();
  return Error{ErrorCode::invalid_argument,
               fmt::format("{}: {}; a report is what this keysieve writes with --format json",
                           origin, *error)};
}

}  // namespace keysieve
