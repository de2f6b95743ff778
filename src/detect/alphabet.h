// The alphabets that keys are drawn from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace keysieve {

enum class Alphabet : std::uint8_t {
  decimal,
  hex_lower,
  hex_upper,
  lower,
  upper,
  base32,
  lower_alnum,
  upper_alnum,
  django,  // what Django's get_random_secret_key() draws from
  letters,
  alnum,
  base64,
  urlsafe,  // base64 with - and _
  printable,
  bytes,
};
inline constexpr std::size_t alphabet_count = 15;

// The smallest of them that holds every character of `text`.
Alphabet smallest_alphabet(std::string_view text);

// How many characters it has.
std::size_t alphabet_size(Alphabet alphabet);

}  // namespace keysieve
