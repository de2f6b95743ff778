#include "report/grade_report.h"

#include <algorithm>
#include <utility>

#include "keysieve/report.h"
#include "report/redaction.h"

namespace keysieve {
namespace {

// As they may be shown: what is told of a repository may hold its keys in many places.
Grades redacted_grades(Grades grades) {
  Report report;
  if (grades.history) report = *grades.history;
  for (const GradedKey& key : grades.keys) {
    if (key.leak) report.findings.push_back(*key.leak);
  }
  const Redaction redaction(report);
  report = redacted(std::move(report));
  std::size_t next = 0;
  for (GradedKey& key : grades.keys) {
    key.name = redaction.text(key.name);
    key.origin = redaction.text(key.origin);
    if (key.leak) key.leak = std::move(report.findings[next++]);
  }
  report.findings.clear();
  if (grades.history) grades.history = std::move(report);
  return grades;
}

}  // namespace

std::string_view verdict_on(const GradedKey& key) {
  if (key.leak) return key.strength.is_strong() ? "leaked" : "leaked and weak";
  return key.strength.is_strong() ? "strong" : "weak";
}

bool Grades::all_strong() const {
  return std::all_of(keys.begin(), keys.end(),
                     [](const GradedKey& key) { return key.strength.is_strong() && !key.leak; });
}

void write_grades(GradeFormat format, const Grades& grades, const ReportOptions& options,
                  std::ostream& out) {
  const Grades shown = redacted_grades(grades);
  if (format == GradeFormat::json) return write_grades_json(shown, out);
  write_grades_text(shown, options, out);
}

}  // namespace keysieve
