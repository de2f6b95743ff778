// The encodings by which text hides in text.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace keysieve {

// What base64 or base64url `digits` stand for; other characters, such as line breaks and padding,
// are passed over, and bits that make no byte at the end are dropped.
std::string from_base64(std::string_view digits);

// The same into `bytes`, of which there must be three for each four digits; how many were needed.
std::size_t decode_base64(std::string_view digits, std::span<char> bytes);

// `text` with its percent escapes replaced by the bytes they stand for.
std::string from_percent(std::string_view text);

}  // namespace keysieve
