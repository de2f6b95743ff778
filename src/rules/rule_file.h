// Rule files: TOML text into rules. What the file holds says whose format it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "keysieve/error.h"
#include "keysieve/rule.h"

namespace keysieve {

struct RuleFile {
  std::vector<Rule> rules;           // in the file's order
  std::vector<std::string> notices;  // what could not be taken over as it stands
};

// Fails with everything that is wrong with the file, one "origin:line: what is wrong" a line.
Result<RuleFile> read_rules(std::string_view toml, std::string_view origin);

}  // namespace keysieve
