#include "keygen/alphabet.h"

#include <cmath>
#include <cstdint>

#include <sodium.h>

namespace keysieve {

void sample(Alphabet alphabet, std::span<char> out) {
  const auto size = static_cast<std::uint32_t>(alphabet.size());
  for (char& symbol : out) symbol = alphabet[randombytes_uniform(size)];
}

double bits_per_symbol(Alphabet alphabet) {
  return std::log2(static_cast<double>(alphabet.size()));
}

}  // namespace keysieve
