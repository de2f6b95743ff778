#include "detect/common_fragments.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace keysieve {
namespace {

constexpr std::size_t length = 4;

// One after the other, in ascending order.
constexpr std::string_view fragments =
#include "detect/common_fragments.inc"
    ;

// As a number that orders as the four characters do.
constexpr std::uint32_t number_of(std::string_view fragment) {
  std::uint32_t number = 0;
  for (const char c : fragment) number = number << 8 | static_cast<unsigned char>(c);
  return number;
}

constexpr auto numbers = [] {
  std::array<std::uint32_t, fragments.size() / length> all{};
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i] = number_of(fragments.substr(i * length, length));
  }
  return all;
}();

}  // namespace

bool is_common_fragment(std::string_view fragment) {
  return std::binary_search(numbers.begin(), numbers.end(), number_of(fragment));
}

}  // namespace keysieve
