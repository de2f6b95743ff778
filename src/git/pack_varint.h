// The numbers in packs and deltas: 7 bits a byte, the low ones first, a set high bit for more.
#pragma once

#include <optional>

#include "base/bytes.h"

namespace keysieve {

// Takes a number off `bytes`; empty when it does not end there or has more than 63 bits.
inline std::optional<std::uint64_t> take_varint(Bytes* bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes->size() && i < 9; ++i) {
    const std::uint8_t digit = (*bytes)[i];
    value |= std::uint64_t{digit & 127U} << (7 * i);
    if ((digit & 128) != 0) continue;
    *bytes = bytes->subspan(i + 1);
    return value;
  }
  return std::nullopt;
}

}  // namespace keysieve
