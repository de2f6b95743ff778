// Finds every rule's keywords in one pass over a text, at a cost that hardly depends on how many
// they are. Of each keyword the four bytes that are rarest in other text are its fragment; where
// the filter lets a fragment pass, the keywords that have it are compared.
// Upper and lower case ASCII letters are the same.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "detect/fragment_filter.h"
#include "detect/keyword_hit.h"

namespace keysieve {

// Immutable and safe to share between threads; each brings a Scratch of its own.
class KeywordTable {
 public:
  using Scratch = std::vector<std::size_t>;

  // Keywords are in lower case and hold no newline. Empty ones are never found.
  explicit KeywordTable(std::vector<std::string> keywords);

  // Appends each occurrence of a keyword in `lines`, which are whole lines of `text`, to *hits, by
  // end, then keyword.
  void scan(std::string_view text, Span lines, Scratch& scratch,
            std::vector<KeywordHit>* hits) const;

 private:
  // A keyword where its fragment leads to it. Most places that share a fragment's hash differ in
  // the bytes beside it, and that is seen without a look at the keyword.
  struct Entry {
    std::uint64_t bytes = 0;    // the keyword's, from the fragment on, eight at most
    std::uint64_t mask = 0;     // of those there are
    std::uint32_t keyword = 0;  // its index
    std::uint32_t offset = 0;   // of the fragment in the keyword
    std::uint32_t next = 0;     // the next one in its bucket; 0: it is the last
  };
  static constexpr std::size_t buckets = 8192;

  void add(std::uint32_t keyword);
  void add_short(std::uint32_t keyword);
  void add_entry(std::uint32_t keyword, std::size_t offset, std::uint32_t* first);
  void look_at(std::string_view text, std::size_t place, std::vector<KeywordHit>* hits) const;
  void compare(std::string_view text, std::size_t begin, std::uint32_t keyword,
               std::vector<KeywordHit>* hits) const;

  std::vector<std::string> keywords_;
  FragmentFilter filter_;
  std::vector<Entry> entries_;  // the first is no keyword's, and never matches
  std::array<std::uint32_t, buckets> first_entry_{};  // by bucket, into entries_
  // The same for keywords of fewer than four bytes, by their first one in any case.
  std::array<std::uint32_t, 256> first_short_{};
};

}  // namespace keysieve
