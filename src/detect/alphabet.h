// The alphabets that keys are drawn from.
#pragma once

#include <cstddef>
#include <string_view>

namespace keysieve {

// How many characters the smallest usual alphabet has that holds all of `text`: decimal, hex,
// base32, lower-case letters and digits, Django's, base64 and so on. A text with other characters
// is taken for one of an alphabet of its own: the classes of letters and digits it uses, and twice
// as many other characters as it has, since a random text shows about half of those that it might.
// At most 256.
std::size_t alphabet_size(std::string_view text);

// The usual alphabets, ascending by size, and which of them is the smallest that holds all of
// `text`; usual_alphabets if none does.
inline constexpr std::size_t usual_alphabets = 13;
std::size_t usual_alphabet_of(std::string_view text);
std::string_view characters_of(std::size_t usual_alphabet);

}  // namespace keysieve
