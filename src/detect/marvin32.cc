#include "detect/marvin32.h"

#include <bit>

namespace keysieve {
namespace {

struct State {
  std::uint32_t low, high;

  void mix(std::uint32_t word) {
    low += word;
    high ^= low;
    low = std::rotl(low, 20) + high;
    high = std::rotl(high, 9) ^ low;
    low = std::rotl(low, 27) + high;
    high = std::rotl(high, 19);
  }
};

// Up to four bytes, the least significant first.
std::uint32_t word_of(std::string_view bytes) {
  std::uint32_t word = 0;
  for (std::size_t i = bytes.size(); i-- > 0;)
    word = word << 8 | static_cast<unsigned char>(bytes[i]);
  return word;
}

}  // namespace

std::uint32_t marvin32(std::string_view bytes, std::uint64_t seed) {
  State state{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)};
  for (; bytes.size() >= 4; bytes.remove_prefix(4)) state.mix(word_of(bytes.substr(0, 4)));
  state.mix(std::uint32_t{0x80} << 8 * bytes.size() | word_of(bytes));
  state.mix(0);
  return state.low ^ state.high;
}

}  // namespace keysieve
