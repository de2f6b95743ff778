#include "hostile/damage.h"

#include <algorithm>

namespace keysieve::test {
namespace {

struct Piece {
  std::size_t begin, size;
};

// Mostly a few bytes, sometimes up to a half of all.
Piece some_piece(std::size_t size, Fake* fake) {
  const auto bound = static_cast<std::uint32_t>(size);
  const std::uint32_t most = fake->below(4) == 0 ? bound / 2 + 1 : std::min(bound, 24U);
  const std::size_t begin = fake->below(bound);
  return {begin, std::min<std::size_t>(1 + fake->below(most), size - begin)};
}

void exchange(std::string* bytes, Fake* fake) {
  Piece a = some_piece(bytes->size(), fake), b = some_piece(bytes->size(), fake);
  if (b.begin < a.begin) std::swap(a, b);
  a.size = b.size = std::min({a.size, b.size, b.begin - a.begin});
  const auto at = [&](std::size_t place) {
    return bytes->begin() + static_cast<std::ptrdiff_t>(place);
  };
  std::swap_ranges(at(a.begin), at(a.begin + a.size), at(b.begin));
}

void overwrite(std::string* bytes, const Piece& piece, Fake* fake) {
  for (std::size_t i = 0; i < piece.size; ++i) {
    (*bytes)[piece.begin + i] = static_cast<char>(fake->below(256));
  }
}

void damage_once(std::string* bytes, Fake* fake) {
  const Piece piece = some_piece(bytes->size(), fake);
  switch (fake->below(8)) {
    case 0:
    case 1:
      (*bytes)[piece.begin] = static_cast<char>((*bytes)[piece.begin] ^ (1 << fake->below(8)));
      return;
    case 2:
      return bytes->resize(fake->below(5) == 0 ? 0 : piece.begin);
    case 3:
      return exchange(bytes, fake);
    case 4:
      std::fill_n(bytes->begin() + static_cast<std::ptrdiff_t>(piece.begin), piece.size, '\0');
      return;
    case 5:
      return overwrite(bytes, piece, fake);
    case 6:
      bytes->erase(piece.begin, piece.size);
      return;
    default:
      bytes->insert(piece.begin, bytes->substr(piece.begin, piece.size));
  }
}

}  // namespace

std::string damaged(std::string bytes, Fake* fake) {
  if (bytes.empty()) return "x";
  const std::string before = bytes;
  while (bytes == before) damage_once(&bytes, fake);
  return bytes;
}

}  // namespace keysieve::test
