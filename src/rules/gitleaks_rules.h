// gitleaks' format of rule files, and betterleaks', which grew from it: [[rules]] and
// [[allowlists]], taken over so that the same texts are found. What cannot be is a notice.
#pragma once

#include <string_view>

#include "rules/rule_file.h"
#include "rules/toml_table.h"

namespace keysieve {

// Whether the file is of that format, by its content.
bool is_gitleaks(const TomlTable& file);

RuleFile gitleaks_rules(TomlTable file, std::string_view origin);

}  // namespace keysieve
