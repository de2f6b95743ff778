// Which variables of an env file hold keys, and which of them several.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace keysieve::cli {

// By its name: what names say, and what the presets know.
bool holds_keys(std::string_view name);

// The keys in the value of a variable: the parts of a list, such as SECRET_KEY_FALLBACKS or
// APP_KEYS, separated by commas or in JSON; else the value itself. Views of it.
std::vector<std::string_view> keys_in(std::string_view name, std::string_view value);

}  // namespace keysieve::cli
