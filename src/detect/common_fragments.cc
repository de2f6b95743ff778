#include "detect/common_fragments.h"

#include <cstddef>

namespace keysieve {
namespace {

constexpr std::size_t length = 4;

// One after the other, in ascending order.
constexpr std::string_view fragments =
#include "detect/common_fragments.inc"
    ;

}  // namespace

bool is_common_fragment(std::string_view fragment) {
  std::size_t begin = 0, end = fragments.size() / length;
  while (begin < end) {
    const std::size_t middle = (begin + end) / 2;
    const int order = fragments.substr(middle * length, length).compare(fragment);
    if (order == 0) return true;
    order < 0 ? begin = middle + 1 : end = middle;
  }
  return false;
}

}  // namespace keysieve
