// Finds many literals in one pass over the bytes: an Aho–Corasick automaton with a dense row of
// next states for each state, so that each byte costs one look-up whatever the keywords are.
// Upper and lower case ASCII letters are the same. Bytes that no keyword holds share one column.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace keysieve {

class KeywordTable {
 public:
  // Empty keywords are never found.
  explicit KeywordTable(std::span<const std::string> keywords);

  // Calls on_hit(end, keyword) for each occurrence, by ascending end: the offset one past it.
  template <typename OnHit>
  void scan(std::string_view bytes, OnHit on_hit) const {
    const std::uint32_t* const next = next_.data();
    std::uint32_t row = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      const std::uint32_t entry = next[row + column_[static_cast<unsigned char>(bytes[i])]];
      row = entry & ~hit_flag;
      if (entry & hit_flag) [[unlikely]] {
        for (const std::uint32_t keyword : hits_at(row)) on_hit(i + 1, keyword);
      }
    }
  }

 private:
  // Set in the entries that lead to a state where some keyword ends.
  static constexpr std::uint32_t hit_flag = std::uint32_t{1} << 31;

  struct Node;
  void assign_columns(std::span<const std::string> keywords);
  std::vector<Node> build_trie(std::span<const std::string> keywords) const;
  void fill_rows(std::vector<Node>& trie);

  std::span<const std::uint32_t> hits_at(std::uint32_t row) const {
    const std::size_t state = row / columns_;
    return std::span(hits_).subspan(first_hit_[state], first_hit_[state + 1] - first_hit_[state]);
  }

  std::array<std::uint8_t, 256> column_{};  // 0: in no keyword
  std::uint32_t columns_ = 1;
  std::vector<std::uint32_t> next_;       // a row of columns_ entries a state; an entry is a row's
                                          // offset, so that no multiplication is needed
  std::vector<std::uint32_t> first_hit_;  // by state, into hits_; one more than there are states
  std::vector<std::uint32_t> hits_;
};

}  // namespace keysieve
