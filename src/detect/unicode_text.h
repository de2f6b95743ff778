// Text in UTF-16 and UTF-32, as Windows writes it: rules, lines and columns speak of characters,
// and there a byte 0x0A may be half of one. So it becomes UTF-8 before anything looks at it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace keysieve {

// `bytes` in UTF-8 and without a byte order mark, if they are text in UTF-16 or UTF-32 of either
// byte order; nothing if they are anything else. Such text is known by its mark, or, without one,
// by holding no control characters and mostly ASCII. What is malformed becomes U+FFFD.
std::optional<std::string> utf8_of(std::string_view bytes);

}  // namespace keysieve
