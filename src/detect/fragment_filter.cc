#include "detect/fragment_filter.h"

#include <algorithm>
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

__attribute__((target("avx2"))) std::size_t scan_avx2(std::string_view text, Span span,
                                                      const std::uint32_t* bits,
                                                      std::uint32_t any_case,
                                                      std::uint32_t multiplier, int shift,
                                                      std::vector<std::size_t>* places) {
  std::size_t at = span.begin;
  for (; at < span.end && at + 16 <= text.size(); at += 8) {
    const __m256i hash = hashes(eight_words(text.data() + at), any_case, multiplier, shift);
    unsigned found = probe(bits, hash);
    if (span.end - at < 8) found &= (1U << (span.end - at)) - 1;
    for (; found != 0; found &= found - 1) {
      places->push_back(at + static_cast<std::size_t>(std::countr_zero(found)));
    }
  }
  return std::min(at, span.end);
}

}  // namespace

std::size_t FragmentFilter::scan_eight_at_once(std::string_view text, Span span,
                                               std::vector<std::size_t>* places) const {
  static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
  if (!has_avx2) return span.begin;
  return scan_avx2(text, span, bits_.data(), any_case, multiplier, shift, places);
}

#else

std::size_t FragmentFilter::scan_eight_at_once(std::string_view /*text*/, Span span,
                                               std::vector<std::size_t>* /*places*/) const {
  return span.begin;
}

#endif

}  // namespace keysieve
