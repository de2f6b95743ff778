// Finds many literals in one pass over the bytes: an Aho–Corasick automaton with a dense row of
// next states for each state, so that each byte costs one look-up whatever the keywords are. Each
// look-up waits for the one before it; so the parts of a longer text are read side by side, and the
// processor has several to wait for at once.
// Upper and lower case ASCII letters are the same. Bytes that no keyword holds share one column.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detect/keyword_hit.h"

namespace keysieve {

class KeywordAutomaton {
 public:
  // Empty keywords are never found.
  explicit KeywordAutomaton(std::span<const std::string> keywords);

  // Appends each occurrence of a keyword to *hits, by end, then keyword.
  void scan(std::string_view bytes, std::vector<KeywordHit>* hits) const;

 private:
  // Set in the entries that lead to a state where some keyword ends.
  static constexpr std::uint32_t hit_flag = std::uint32_t{1} << 31;
  static constexpr std::size_t parts = 4;
  static constexpr std::size_t shortest_part = 256;  // where it pays

  struct Node;
  void assign_columns(std::span<const std::string> keywords);
  std::vector<Node> build_trie(std::span<const std::string> keywords) const;
  void fill_rows(std::vector<Node>& trie);

  std::uint32_t entry_after(std::uint32_t row, char byte) const {
    return next_[row + column_[static_cast<unsigned char>(byte)]];
  }
  std::uint32_t row_after(std::string_view bytes) const;
  void report(std::uint32_t entry, std::size_t end, std::vector<KeywordHit>* hits) const;
  void scan_from(std::string_view bytes, std::size_t from, std::uint32_t row,
                 std::vector<KeywordHit>* hits) const;

  std::array<std::uint8_t, 256> column_{};  // 0: in no keyword
  std::uint32_t columns_ = 1;
  std::size_t longest_ = 0;               // of the keywords, in bytes
  std::vector<std::uint32_t> next_;       // a row of columns_ entries a state; an entry is a row's
                                          // offset, so that no multiplication is needed
  std::vector<std::uint32_t> first_hit_;  // by state, into hits_; one more than there are states
  std::vector<std::uint32_t> hits_;
};

}  // namespace keysieve
