#include "keygen/alphabet.h"

#include <array>
#include <cmath>

#include <sodium.h>

namespace keysieve {

// Bytes are taken in modest numbers: a call to the kernel for each takes longer than all the rest.
void sample(Alphabet alphabet, std::span<char> out) {
  std::array<std::uint8_t, 256> random;
  std::size_t used = random.size();
  for (char& symbol : out) {
    std::optional<char> drawn;
    while (!drawn) {
      if (used == random.size()) {
        randombytes_buf(random.data(), random.size());
        used = 0;
      }
      drawn = symbol_of(alphabet, random[used++]);
    }
    symbol = *drawn;
  }
  sodium_memzero(random.data(), random.size());
}

double bits_per_symbol(Alphabet alphabet) {
  return std::log2(static_cast<double>(alphabet.size()));
}

}  // namespace keysieve
