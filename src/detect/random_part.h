// The part of a value that chance made, if any part is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace keysieve {

// `value` without what tools write before the random part, such as `base64:`: it says nothing about
// the rest.
std::string_view random_part(std::string_view value);

// What base64 of a text without blanks stands for, as in a Kubernetes Secret. The bytes of a random
// key are no text.
std::optional<std::string> text_in_base64(std::string_view value);

// That, or the value itself.
std::string decoded_text(std::string_view value);

}  // namespace keysieve
