// Our own format of rule files: [[rule]] tables. patterns/README.md explains each key.
#pragma once

#include <string_view>
#include <vector>

#include "rules/toml_table.h"

namespace keysieve {

// The rules of the file that `file` is, in its order.
std::vector<Rule> native_rules(TomlTable file, std::string_view origin, Problems& problems);

}  // namespace keysieve
