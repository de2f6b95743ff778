#include "detect/fragment_filter.h"

#include <algorithm>
#include <array>
#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace keysieve {

std::uint32_t four_bytes(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) -> std::uint32_t {
    return static_cast<unsigned char>(text[at + i]);
  };
  const std::size_t left = text.size() - std::min(at, text.size());
  if (left >= FragmentFilter::length) [[likely]] {
    return byte(0) | byte(1) << 8 | byte(2) << 16 | byte(3) << 24;  // one load
  }
  std::uint32_t bytes = 0;
  for (std::size_t i = 0; i < left; ++i) bytes |= byte(i) << (8 * i);
  return bytes;
}

void FragmentFilter::scan(std::string_view text, Span span,
                          std::vector<std::size_t>* places) const {
  std::size_t at = scan_eight_at_once(text, span, places);
  for (; at < span.end; ++at) {
    if (has_hash(hash(four_bytes(text, at)))) places->push_back(at);
  }
}

#if defined(__x86_64__)

namespace {

// The words of four bytes that begin at each of the first eight of these sixteen.
__attribute__((target("avx2"))) __m256i eight_words(const char* bytes) {
  const __m256i twice =
      _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes)));
  const __m256i order = _mm256_setr_epi8(0, 1, 2, 3, 1, 2, 3, 4, 2, 3, 4, 5, 3, 4, 5, 6,  //
                                         4, 5, 6, 7, 5, 6, 7, 8, 6, 7, 8, 9, 7, 8, 9, 10);
  return _mm256_shuffle_epi8(twice, order);
}

// hash() of eight words.
__attribute__((target("avx2"))) __m256i hashes(__m256i words, std::uint32_t any_case,
                                               std::uint32_t multiplier, int shift) {
  const __m256i folded = _mm256_or_si256(words, _mm256_set1_epi32(static_cast<int>(any_case)));
  return _mm256_srli_epi32(
      _mm256_mullo_epi32(folded, _mm256_set1_epi32(static_cast<int>(multiplier))), shift);
}

// Bit i: whether the table has the i-th of eight hashes.
__attribute__((target("avx2"))) unsigned probe(const std::uint32_t* bits, __m256i hash) {
  const __m256i last = _mm256_set1_epi32(31);
  const __m256i found = _mm256_i32gather_epi32(reinterpret_cast<const int*>(bits),
                                               _mm256_srli_epi32(hash, 5), sizeof(std::uint32_t));
  // Moves each one's bit to where movemask looks.
  const __m256i moved =
      _mm256_sllv_epi32(found, _mm256_sub_epi32(last, _mm256_and_si256(hash, last)));
  return static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(moved)));
}

constexpr std::size_t block = 4096;  // places whose bits are made before one of them is looked at
constexpr std::size_t beyond = 16;   // bytes that are read from the last places' first on

// Bit i of word j: whether a fragment may begin at the (64 j + i)-th of `count` places. Without a
// branch for any of them, so that probes overlap.
__attribute__((target("avx2"))) void probe_all(const char* bytes, std::size_t count,
                                               const std::uint32_t* bits, std::uint32_t any_case,
                                               std::uint32_t multiplier, int shift,
                                               std::uint64_t* found) {
  for (std::size_t at = 0; at < count; at += 64) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < 64 && at + i < count; i += 8) {
      const __m256i hash = hashes(eight_words(bytes + at + i), any_case, multiplier, shift);
      word |= std::uint64_t{probe(bits, hash)} << i;
    }
    *found++ = word;
  }
}

}  // namespace

std::size_t FragmentFilter::scan_eight_at_once(std::string_view text, Span span,
                                               std::vector<std::size_t>* places) const {
  static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
  std::size_t at = span.begin;
  if (!has_avx2) return at;
  std::array<std::uint64_t, block / 64> found;
  while (at < span.end && at + beyond <= text.size()) {
    const std::size_t readable = (text.size() - at - 8) / 8 * 8;
    const std::size_t count = std::min({block, span.end - at, readable});
    probe_all(text.data() + at, count, bits_.data(), any_case, multiplier, shift, found.data());
    if (count % 64 != 0) found[count / 64] &= (std::uint64_t{1} << count % 64) - 1;
    for (std::size_t word = 0; 64 * word < count; ++word) {
      for (std::uint64_t bits = found[word]; bits != 0; bits &= bits - 1) {
        places->push_back(at + 64 * word + static_cast<std::size_t>(std::countr_zero(bits)));
      }
    }
    at += count;
  }
  return at;
}

#else

std::size_t FragmentFilter::scan_eight_at_once(std::string_view /*text*/, Span span,
                                               std::vector<std::size_t>* /*places*/) const {
  return span.begin;
}

#endif

}  // namespace keysieve
