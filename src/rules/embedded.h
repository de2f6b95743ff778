// The rules of patterns/, as the build put them into the program: read, checked and sorted by
// tools/compile_rules.cc, each a record that from_record() reads. To read 600 rules from TOML takes
// longer than a hook may; to read their records does not.
#pragma once

#include <span>
#include <string_view>

namespace keysieve {

std::span<const std::string_view> embedded_rule_records();

}  // namespace keysieve
