#include "detect/bech32.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "base/characters.h"

namespace keysieve {
namespace {

constexpr std::size_t checksum = 6;

// The checksum's polynomial, one value of five bits after the other.
struct Remainder {
  std::uint32_t value = 1;

  void take(std::uint32_t five_bits) {
    constexpr std::array<std::uint32_t, 5> generator{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                                     0x2a1462b3};
    const std::uint32_t top = value >> 25;
    value = (value & 0x1ffffff) << 5 ^ five_bits;
    for (std::size_t i = 0; i < generator.size(); ++i) {
      if ((top >> i & 1) != 0) value ^= generator[i];
    }
  }
};

// In lower case; empty where both cases are mixed.
std::string of_one_case(std::string_view text) {
  const bool upper = std::any_of(text.begin(), text.end(), is_upper);
  if (upper && std::any_of(text.begin(), text.end(), is_lower)) return {};
  std::string lower(text);
  for (char& c : lower) c = keysieve::lower(c);
  return lower;
}

}  // namespace

bool is_bech32(std::string_view text) {
  constexpr std::string_view digits = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  const std::string lower = of_one_case(text);
  const std::size_t one = lower.rfind('1');
  if (one == lower.npos || one == 0 || lower.size() - one - 1 < checksum) return false;
  const std::string_view name = std::string_view(lower).substr(0, one);
  Remainder remainder;
  for (const char c : name) remainder.take(static_cast<unsigned char>(c) >> 5);
  remainder.take(0);
  for (const char c : name) remainder.take(static_cast<unsigned char>(c) & 31);
  for (const char c : std::string_view(lower).substr(one + 1)) {
    const std::size_t digit = digits.find(c);
    if (digit == digits.npos) return false;
    remainder.take(static_cast<std::uint32_t>(digit));
  }
  return remainder.value == 1;
}

}  // namespace keysieve
