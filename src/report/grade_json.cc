// Grades for programs: JSON, schema version 1, in the words of a scan's report.
#include "base/json.h"

#include <optional>
#include <string>

#include "keysieve/version.h"
#include "report/grade_report.h"
#include "report/report_json.h"

namespace keysieve {
namespace {

constexpr int schema_version = 1;

class GradesJson {
 public:
  GradesJson(const Grades& grades, std::ostream& out) : grades_(grades), json_(out) {}

  void write() {
    json_.begin_object().member("schema_version", schema_version);
    json_.key("tool").begin_object().member("name", "keysieve").member("version", version);
    json_.end_object();
    repository();
    json_.member("other_variables", grades_.other_variables);
    json_.key("keys").begin_array();
    for (const GradedKey& each : grades_.keys) key(each);
    json_.end_array().end_object();
  }

 private:
  void repository() {
    json_.key("repository");
    if (!grades_.history) {
      json_.null();
      return;
    }
    const Completeness& done = grades_.history->completeness;
    json_.begin_object();
    text("path", grades_.history->source.repository);
    json_.member("complete", done.complete());
    json_.key("objects").begin_object().member("expected", done.expected);
    json_.member("scanned", done.scanned).member("skipped", done.skipped).end_object();
    json_.key("notices").begin_array();
    for (const Notice& notice : done.notices) {
      json_.begin_object().member("kind", notice.kind);
      text("message", notice.message);
      json_.end_object();
    }
    json_.end_array().end_object();
  }

  void key(const GradedKey& key) {
    json_.begin_object().key("name");
    key.name.empty() ? json_.null() : json_.value(key.name);
    text("origin", key.origin);
    json_.key("doubt");
    key.doubt ? json_.value(*key.doubt) : json_.null();
    json_.member("strong", key.strength.is_strong());
    json_.key("leaked");
    grades_.history && !key.reason_not_searched ? json_.value(key.leak.has_value()) : json_.null();
    strength(key.strength);
    history(key);
    json_.end_object();
  }

  void strength(const KeyStrength& strength) {
    json_.member("length", strength.length).member("distinct", strength.distinct);
    json_.key("alphabet").begin_object().member("name", strength.alphabet);
    json_.member("size", strength.alphabet_size).end_object();
    json_.key("entropy").value(strength.entropy, 2);
    json_.key("randomness").value(strength.randomness, 2);
    json_.member("bits", static_cast<std::uint64_t>(strength.bits));
    json_.key("weaknesses").begin_array();
    for (const KeyFault& fault : strength.faults) {
      json_.begin_object().member("kind", to_string(fault.kind)).member("message", fault.message);
      json_.end_object();
    }
    json_.end_array().key("django_w009").begin_object();
    json_.member("passes", strength.django.empty()).key("against").begin_array();
    for (const std::string& each : strength.django) json_.value(each);
    json_.end_array().end_object();
  }

  void history(const GradedKey& key) {
    json_.key("history");
    if (!key.leak) {
      json_.null();
      return;
    }
    const RuleSet none;
    const ReportJson story(*grades_.history, none, json_);
    json_.begin_object();
    story.story(*key.leak);
    story.occurrences(*key.leak);
    json_.end_object();
  }

  void text(std::string_view name, std::string_view words) { json_.member(name, words); }

  const Grades& grades_;
  JsonWriter json_;
};

}  // namespace

void write_grades_json(const Grades& grades, std::ostream& out) {
  GradesJson(grades, out).write();
}

}  // namespace keysieve
