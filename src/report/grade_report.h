// What is said of keys that were graded: one writer a format.
#pragma once

#include <ostream>
#include <string_view>

#include "keysieve/grade.h"
#include "keysieve/report.h"

namespace keysieve {

// "strong", "weak", "leaked", or "leaked and weak".
std::string_view verdict_on(const GradedKey& key);

// For a person at a terminal. These two write what they are given, which write_grades() redacts.
void write_grades_text(const Grades& grades, const ReportOptions& options, std::ostream& out);

// For programs: schema version 1.
void write_grades_json(const Grades& grades, std::ostream& out);

}  // namespace keysieve
