// Our own format of rule files: [[rule]] tables. patterns/README.md explains each key.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "rules/toml_table.h"

namespace keysieve {

// All that a file of rules may have at its top.
inline constexpr std::array<std::string_view, 1> native_file_keys{"rule"};

// The rules of the file that `file` is, in its order; other keys are left to the caller.
std::vector<Rule> native_rules(TomlTable file, std::string_view origin, Problems& problems);

}  // namespace keysieve
