// Finds long words in text: runs of the digits of base64 and base64url, as which tokens are written
// and what is encoded, too.
//
// Where the processor has AVX2, 64 bytes are looked at together. Elsewhere every 24th byte is: a
// long word that does not hold it begins behind the last byte before it that is no digit.
#pragma once

#include <string_view>

#include "keysieve/detector.h"

namespace keysieve {

inline constexpr std::size_t long_word = 24;  // of base64: 18 bytes

// The first one that begins at `from` or after, in full; empty if there is none. A word that goes
// on before `from` counts from there.
Span next_long_word(std::string_view text, std::size_t from);

// The same by the plainer way, for processors and tests.
Span next_long_word_by_strides(std::string_view text, std::size_t from);

// Whether `c` is a digit of base64 or base64url.
bool is_word_digit(char c);

}  // namespace keysieve
