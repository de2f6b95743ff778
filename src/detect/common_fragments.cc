#include "detect/common_fragments.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace keysieve {
namespace {

// Ascending: four characters of seven bits, and four bits of commonness.
constexpr std::uint32_t fragments[] = {
#include "detect/common_fragments.inc"
};
constexpr int character_bits = 7, commonness_bits = 4;

}  // namespace

int commonness(std::string_view fragment) {
  std::uint32_t number = 0;
  for (const char c : fragment) {
    if ((c & 0x80) != 0) return 0;
    number = number << character_bits | static_cast<unsigned char>(c);
  }
  const auto* next =
      std::lower_bound(std::begin(fragments), std::end(fragments), number << commonness_bits);
  if (next == std::end(fragments) || *next >> commonness_bits != number) return 0;
  return static_cast<int>(*next & ((1U << commonness_bits) - 1));
}

}  // namespace keysieve
