// The parts of a report as JSON: the keys that the formats of our own have in common.
#pragma once

#include "base/json.h"
#include "keysieve/scan.h"

namespace keysieve {

inline constexpr int report_schema_version = 1;

// Writes members of the object that is open in `json`.
class ReportJson {
 public:
  ReportJson(const Report& report, const RuleSet& rules, JsonWriter& json)
      : report_(report), rules_(rules), json_(json) {}

  void head() const;  // the version, the tool, the source, how complete the scan is
  void summary() const;
  void finding(const Finding& finding) const;  // as an object
  void finding_members(const Finding& finding) const;
  void story(const Finding& finding) const;  // from status to exposure_days
  void occurrences(const Finding& finding) const;
  void occurrence(const Occurrence& at) const;
  void gone() const;  // of a report that was compared: what only the older one has

 private:
  void tool() const;
  void source() const;
  void completeness() const;
  void since() const;
  void change(const Finding& finding) const;
  void validation(const Validation& form) const;
  void companions(const Facts& beside) const;
  void introduction(const Introduction& by) const;
  void removal(const Removal& by) const;
  void suppression(const Finding& finding) const;
  void person(std::string_view key, const Person& who) const;
  void list(std::string_view key, const std::vector<std::string>& items) const;
  void path(const std::optional<std::string>& at) const;
  void submodule(const std::string& of) const;
  void id(std::string_view key, const std::optional<ObjectId>& object) const;
  void text_or_null(std::string_view key, const std::string& text) const;

  const Report& report_;
  const RuleSet& rules_;
  JsonWriter& json_;
};

}  // namespace keysieve
