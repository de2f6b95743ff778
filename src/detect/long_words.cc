#include "detect/long_words.h"

#include <array>
#include <bit>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace keysieve {
namespace {

constexpr std::array<bool, 256> digits_by_character() {
  std::array<bool, 256> table{};
  for (unsigned char c = '0'; c <= '9'; ++c) table[c] = true;
  for (unsigned char c = 'A'; c <= 'Z'; ++c) table[c] = true;
  for (unsigned char c = 'a'; c <= 'z'; ++c) table[c] = true;
  table['+'] = table['/'] = table['-'] = table['_'] = true;
  return table;
}
constexpr std::array<bool, 256> is_digit = digits_by_character();

std::size_t end_of_word(std::string_view text, std::size_t from) {
  while (from < text.size() && is_word_digit(text[from])) ++from;
  return from;
}

#if defined(__x86_64__)

// Bit i: whether the i-th of 32 bytes is a digit. A byte is one if what its upper half may be and
// what its lower half may be have a bit in common: 1 for "+-/", 2 for 0 to 9, 4 for the first
// fifteen letters of a case, 8 for the rest of the capitals and "_", 16 for the rest of the others.
__attribute__((target("avx2"))) std::uint32_t digits_of_32(const char* bytes) {
  const __m256i lower =
      _mm256_setr_epi8(26, 30, 30, 30, 30, 30, 30, 30, 30, 30, 28, 5, 4, 5, 4, 13,  //
                       26, 30, 30, 30, 30, 30, 30, 30, 30, 30, 28, 5, 4, 5, 4, 13);
  const __m256i upper = _mm256_setr_epi8(0, 0, 1, 2, 4, 8, 4, 16, 0, 0, 0, 0, 0, 0, 0, 0,  //
                                         0, 0, 1, 2, 4, 8, 4, 16, 0, 0, 0, 0, 0, 0, 0, 0);
  const __m256i all = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes));
  const __m256i upper_halves = _mm256_and_si256(_mm256_srli_epi16(all, 4), _mm256_set1_epi8(15));
  const __m256i common =
      _mm256_and_si256(_mm256_shuffle_epi8(lower, all), _mm256_shuffle_epi8(upper, upper_halves));
  const __m256i none = _mm256_cmpeq_epi8(common, _mm256_setzero_si256());
  return ~static_cast<std::uint32_t>(_mm256_movemask_epi8(none));
}

// Bit i: whether 24 set bits begin there.
std::uint64_t long_runs(std::uint64_t bits) {
  bits &= bits >> 1;
  bits &= bits >> 2;
  bits &= bits >> 4;  // eight
  return bits & bits >> 8 & bits >> 16;
}

// Where the first long word begins, or the last bytes that were not looked at.
__attribute__((target("avx2"))) std::size_t seek_avx2(std::string_view text, std::size_t from) {
  std::size_t before = 0;  // how many digits stand right before the block
  std::size_t at = from;
  for (; at + 64 <= text.size(); at += 64) {
    const std::uint64_t digits =
        digits_of_32(text.data() + at) | std::uint64_t{digits_of_32(text.data() + at + 32)} << 32;
    const auto first = static_cast<std::size_t>(std::countr_one(digits));
    if (before + first >= long_word) return at - before;
    if (const std::uint64_t runs = long_runs(digits); runs != 0) {
      return at + static_cast<std::size_t>(std::countr_zero(runs));
    }
    before = static_cast<std::size_t>(std::countl_one(digits));
  }
  return at - before;
}

std::size_t seek(std::string_view text, std::size_t from) {
  static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
  return has_avx2 ? seek_avx2(text, from) : from;
}

#else

std::size_t seek(std::string_view /*text*/, std::size_t from) {
  return from;
}

#endif

}  // namespace

bool is_word_digit(char c) {
  return is_digit[static_cast<unsigned char>(c)];
}

Span next_long_word(std::string_view text, std::size_t from) {
  return next_long_word_by_strides(text, seek(text, from));
}

Span next_long_word_by_strides(std::string_view text, std::size_t from) {
  while (from + long_word <= text.size()) {
    std::size_t last = from + long_word;  // all from here to the stride's end are digits
    while (last > from && is_word_digit(text[last - 1])) --last;
    if (last == from) return {from, end_of_word(text, from + long_word)};
    from = last;
  }
  return {};
}

}  // namespace keysieve
