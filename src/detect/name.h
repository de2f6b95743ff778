// What a name says about the value it is given: "client_secret" names a secret, "public_key",
// "token_url" and "password_label" name something else that has to do with one.
#pragma once

#include <cstdint>
#include <string_view>

#include "keysieve/detector.h"

namespace keysieve {

enum class NameMeaning : std::uint8_t { secret, unknown, something_else };

NameMeaning meaning_of_name(std::string_view name);

// The name that the value at `value` is given on its line ("name = value", "name: value",
// "name('value"); empty if there is none.
std::string_view name_of(std::string_view text, Span value);

}  // namespace keysieve
