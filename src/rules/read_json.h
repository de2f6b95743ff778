// Reading JSON that others wrote: whatever is not there, or not of the type, reads as empty.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace keysieve {

using Json = nlohmann::json;

// Discarded (is_discarded()) where the text is no JSON.
inline Json read_json(std::string_view text) {
  return Json::parse(text.begin(), text.end(), nullptr, false);
}

inline const Json& member(const Json& object, const char* key) {
  static const Json none;
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found == object.end() ? none : *found;
}

inline std::string text_of(const Json& object, const char* key) {
  const Json& value = member(object, key);
  return value.is_string() ? value.get<std::string>() : std::string();
}

inline std::uint32_t number_of(const Json& object, const char* key) {
  const Json& value = member(object, key);
  if (!value.is_number_unsigned()) return 0;
  const auto number = value.get<std::uint64_t>();
  return number <= std::numeric_limits<std::uint32_t>::max() ? static_cast<std::uint32_t>(number)
                                                             : 0;
}

}  // namespace keysieve
