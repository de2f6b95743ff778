// One occurrence of one keyword in a text.
#pragma once

#include <compare>
#include <cstddef>

namespace keysieve {

struct KeywordHit {
  std::size_t end = 0;      // the offset one past its last byte
  std::size_t keyword = 0;  // its index
  auto operator<=>(const KeywordHit&) const = default;
};

}  // namespace keysieve
