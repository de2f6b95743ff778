#include "detect/common_fragments.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

namespace keysieve {
namespace {

// Ascending: four characters of seven bits, and four bits of commonness.
constexpr std::uint32_t fragments[] = {
#include "detect/common_fragments.inc"
};
constexpr int character_bits = 7, commonness_bits = 4;

// Where those begin whose first two characters are these: a start of the program asks for
// thousands.
constexpr int start_bits = 2 * character_bits;
constexpr int rest_bits = 2 * character_bits + commonness_bits;
constexpr auto starts = [] {
  std::array<std::uint16_t, (1U << start_bits) + 1> all{};
  std::size_t next = 0;
  for (std::uint32_t first = 0; first <= 1U << start_bits; ++first) {
    while (next < std::size(fragments) && fragments[next] >> rest_bits < first) ++next;
    all[first] = static_cast<std::uint16_t>(next);
  }
  return all;
}();
static_assert(std::size(fragments) < 1U << 16);

}  // namespace

int commonness(std::string_view fragment) {
  std::uint32_t number = 0;
  for (const char c : fragment) {
    if ((c & 0x80) != 0) return 0;
    number = number << character_bits | static_cast<unsigned char>(c);
  }
  const std::uint32_t first = number >> (rest_bits - commonness_bits);
  const auto* const end = fragments + starts[first + 1];
  const auto* next = std::lower_bound(fragments + starts[first], end, number << commonness_bits);
  if (next == end || *next >> commonness_bits != number) return 0;
  return static_cast<int>(*next & ((1U << commonness_bits) - 1));
}

}  // namespace keysieve
