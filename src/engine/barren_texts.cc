#include "engine/barren_texts.h"

#include <atomic>
#include <new>
#include <random>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace keysieve {

BarrenTexts::BarrenTexts(int slot_bits)
    : slots_(std::size_t{1} << slot_bits),
      // Zeros that the kernel makes when they are first read, which most of a small scan's are not.
      marks_(static_cast<std::uint64_t*>(std::calloc(slots_, sizeof(std::uint64_t)))) {
  if (marks_ == nullptr) throw std::bad_alloc();
  std::random_device random;
  for (std::uint32_t& part : secret_) part = random();
}

BarrenTexts::Key BarrenTexts::key_of(std::string_view text) const {
  const XXH128_hash_t hash =
      XXH3_128bits_withSecret(text.data(), text.size(), secret_.data(), sizeof secret_);
  const Key key{hash.low64 & (slots_ - 1), hash.high64 | 1};
  __builtin_prefetch(&marks_[key.slot]);
  return key;
}

bool BarrenTexts::has(Key key) const {
  return std::atomic_ref(marks_[key.slot]).load(std::memory_order_relaxed) == key.mark;
}

void BarrenTexts::add(Key key) {
  std::atomic_ref(marks_[key.slot]).store(key.mark, std::memory_order_relaxed);
}

}  // namespace keysieve
