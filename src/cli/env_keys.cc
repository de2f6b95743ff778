#include "cli/env_keys.h"

#include <algorithm>
#include <array>

#include "base/characters.h"
#include "keysieve/grade.h"
#include "keysieve/preset.h"

namespace keysieve::cli {
namespace {

constexpr std::array<std::string_view, 4> suffixes_of_old_keys = {"_FALLBACKS", "_FALLBACK",
                                                                  "_PREVIOUS", "_OLD"};

template <typename Holds>
bool any_variable(const Holds& holds) {
  return std::ranges::any_of(presets(), [&](const Preset& preset) {
    return std::ranges::any_of(preset.variables, holds);
  });
}

// Where old keys are kept, a key's own name stands before the end.
std::string_view without_suffix(std::string_view name) {
  for (const std::string_view suffix : suffixes_of_old_keys) {
    if (name.ends_with(suffix)) return name.substr(0, name.size() - suffix.size());
  }
  return name;
}

bool is_list(std::string_view name) {
  if (name.ends_with('S') || name.ends_with('s')) return true;  // APP_KEYS, SECRET_KEY_FALLBACKS
  return any_variable([name](const PresetVariable& variable) {
    return variable.name == name && (variable.keys > 1 || variable.fallback == Fallback::in_place);
  });
}

}  // namespace

bool holds_keys(std::string_view name) {
  if (names_a_key(without_suffix(name))) return true;
  return any_variable([name](const PresetVariable& variable) {
    return variable.name == name || variable.fallback_name == name;
  });
}

std::vector<std::string_view> keys_in(std::string_view name, std::string_view value) {
  const bool is_json = value.starts_with('[') && value.ends_with(']');
  if (!is_json && (value.find(',') == value.npos || !is_list(name))) return {value};
  std::string_view rest = is_json ? value.substr(1, value.size() - 2) : value;
  std::vector<std::string_view> keys;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    const std::string_view key = trimmed(rest.substr(0, end), is_json ? " \t\n\"'" : " \t\n");
    if (!key.empty()) keys.push_back(key);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return keys.empty() ? std::vector{value} : keys;
}

}  // namespace keysieve::cli
