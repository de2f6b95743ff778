#include "git/ewah_bitmap.h"

#include <algorithm>

namespace keysieve {
namespace {

// No index has more entries.
constexpr std::uint32_t most_bits = 1U << 28;

void append(std::uint64_t word, std::size_t limit, std::vector<bool>* bits) {
  for (int i = 0; i < 64 && bits->size() < limit; ++i) bits->push_back((word >> i & 1) != 0);
}

}  // namespace

std::optional<std::vector<bool>> take_ewah(Bytes* bytes) {
  std::vector<bool> bits;
  if (bytes->empty()) return bits;
  if (bytes->size() < 12) return std::nullopt;
  const std::uint32_t size = load_be32(bytes->data());
  const std::size_t words = load_be32(bytes->data() + 4);
  *bytes = bytes->subspan(8);
  if (size > most_bits || words > (bytes->size() - 4) / 8) return std::nullopt;
  for (std::size_t i = 0; i < words;) {
    const std::uint64_t marker = load_be64(bytes->data() + 8 * i++);
    const std::uint64_t run = std::min<std::uint64_t>((marker >> 1 & 0xFFFFFFFF) * 64, most_bits);
    const std::uint64_t literals = marker >> 33;
    if (literals > words - i) return std::nullopt;
    bits.resize(std::min<std::size_t>(size, bits.size() + run), (marker & 1) != 0);
    for (std::uint64_t k = 0; k < literals; ++k)
      append(load_be64(bytes->data() + 8 * i++), size, &bits);
  }
  *bytes = bytes->subspan(8 * words + 4);  // the last four name the last marker
  bits.resize(size);
  return bits;
}

}  // namespace keysieve
