// Rule files: TOML text into rules. patterns/README.md explains each key.
#pragma once

#include <string_view>
#include <vector>

#include "keysieve/error.h"
#include "keysieve/rule.h"

namespace keysieve {

// Compiling a regular expression takes longer than reading its file. The embedded rules, which a
// test has proved, are read without.
enum class CheckRegexes : bool { no, yes };

// The rules of one file, in its order. Fails with everything that is wrong with it, one
// "origin:line: what is wrong" a line.
Result<std::vector<Rule>> read_rules(std::string_view toml, std::string_view origin,
                                     CheckRegexes check);

}  // namespace keysieve
