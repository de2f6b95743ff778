// A rule as a run of bytes, for the program that the build makes. Writing and reading go by one
// list of fields; both are done by the same build, so nothing is checked.
#pragma once

#include <string>
#include <string_view>

#include "keysieve/rule.h"

namespace keysieve {

std::string to_record(const Rule& rule);
Rule from_record(std::string_view record);

}  // namespace keysieve
