// Text as others encode it: what the detector has to see through.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace keysieve::test {

struct Utf {
  std::size_t unit;  // bytes
  bool little_endian;
};
inline constexpr std::array<Utf, 4> wide_encodings = {Utf{2, true}, Utf{2, false}, Utf{4, true},
                                                      Utf{4, false}};

// Well-formed UTF-8 in another encoding, with a byte order mark or without.
std::string encoded(std::string_view utf8, const Utf& utf, bool mark);

std::string base64(std::string_view bytes);
std::string base64url(std::string_view bytes);  // without padding
std::string hex(std::string_view bytes);
std::string percent(std::string_view bytes);  // all but letters and digits escaped

}  // namespace keysieve::test
