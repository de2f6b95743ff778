// Finds the places of a text where one of many fragments of four bytes may stand, by one probe of a
// bit table for each byte, whatever the number of fragments is: the table has a bit for each of
// four million hashes, of which thousands of fragments set fewer than one in a hundred.
//
// Where the processor has AVX2, eight places are probed at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "keysieve/detector.h"

namespace keysieve {

class FragmentFilter {
 public:
  static constexpr std::size_t length = 4;

  // What the filter knows of four bytes (the first is the lowest) in any case. Characters other
  // than letters are mixed up by it, too, so a place that passes is only one to be looked at.
  static constexpr std::uint32_t hash(std::uint32_t bytes) {
    return (bytes | any_case) * multiplier >> shift;
  }

  FragmentFilter() : bits_(std::size_t{1} << (hash_bits - 5)) {}

  void add(std::uint32_t fragment) { add_hash(hash(fragment)); }

  // Appends, in ascending order, the offsets in `span` of `text` at which a fragment may begin.
  // Bytes after the text's end count as zeros.
  void scan(std::string_view text, Span span, std::vector<std::size_t>* places) const;

 private:
  static constexpr int hash_bits = 22, shift = 32 - hash_bits;
  static constexpr std::uint32_t any_case = 0x20202020;
  static constexpr std::uint32_t multiplier = 2654435761;  // Knuth's, 2^32 by the golden ratio

  void add_hash(std::uint32_t hash) { bits_[hash >> 5] |= std::uint32_t{1} << (hash & 31); }
  bool has_hash(std::uint32_t hash) const { return (bits_[hash >> 5] >> (hash & 31) & 1) != 0; }
  std::size_t scan_eight_at_once(std::string_view text, Span span,
                                 std::vector<std::size_t>* places) const;

  std::vector<std::uint32_t> bits_;
};

// Four bytes of `text` at `at`, with zeros for those after its end.
std::uint32_t four_bytes(std::string_view text, std::size_t at);

}  // namespace keysieve
