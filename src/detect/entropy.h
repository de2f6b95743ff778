// Shannon entropy, and what it is expected to be: random strings have less of it the shorter they
// are, so that no constant can tell them from others, but their own mean and deviation can.
#pragma once

#include <cstddef>
#include <string_view>

namespace keysieve {

// Of the characters of `text`, in bits a character.
double shannon_entropy(std::string_view text);

struct Moments {
  float mean = 0, deviation = 0;
};

inline constexpr std::size_t longest_expected = 256;

// Mean and standard deviation of the entropy of random strings of `length` characters from an
// alphabet of `size`, exact; 2 <= length <= longest_expected, 2 <= size <= 256. Remembered; safe to
// call from many threads.
Moments expected_entropy(std::size_t size, std::size_t length);

}  // namespace keysieve
