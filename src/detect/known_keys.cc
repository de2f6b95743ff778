#include "detect/known_keys.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "detect/sha256.h"

namespace keysieve {
namespace {

struct KnownKey {
  std::uint64_t hash;  // the first eight bytes of the key's SHA-256
  std::string_view origin;
};

// Sorted by hash; tools/hash_known_keys.py adds to them.
constexpr KnownKey known_keys[] = {
#include "detect/known_keys.inc"
};
static_assert(std::is_sorted(std::begin(known_keys), std::end(known_keys),
                             [](const KnownKey& a, const KnownKey& b) { return a.hash < b.hash; }));

std::uint64_t hash_of(std::string_view key) {
  const auto digest = sha256(key);
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < sizeof hash; ++i) hash = hash << 8 | digest[i];
  return hash;
}

}  // namespace

std::string_view origin_of_known_key(std::string_view key) {
  const std::uint64_t hash = hash_of(key);
  const auto* known = std::lower_bound(
      std::begin(known_keys), std::end(known_keys), hash,
      [](const KnownKey& entry, std::uint64_t wanted) { return entry.hash < wanted; });
  return known != std::end(known_keys) && known->hash == hash ? known->origin : std::string_view();
}

}  // namespace keysieve
