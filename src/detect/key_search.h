// Finds known keys in a text, whatever stands around them. One pass for all forms of all keys: the
// table that finds rules' keywords is given a few bytes of each form, and where they stand the form
// is compared byte for byte. Then what is encoded in the text is a text of its own, three deep.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "detect/key_forms.h"
#include "detect/keyword_table.h"

namespace keysieve {

struct KeyHit {
  Span span;  // of what is encoded, where the key stands in that
  std::size_t key = 0;
  auto operator<=>(const KeyHit&) const = default;
};

// Immutable and safe to share between threads; each brings a Scratch of its own.
class KeySearch {
 public:
  struct Scratch {
    KeywordTable::Scratch table;
    std::vector<KeywordHit> hits;
  };

  // `keys` must outlive the search. None is shorter than min_searched_key.
  static Result<KeySearch> make(const std::vector<std::string_view>& keys);

  // By place; of several hits of one key that overlap, the first.
  std::vector<KeyHit> find(std::string_view text, bool binary, Scratch& scratch) const;

 private:
  struct Piece {  // of a form, by which it is found
    std::size_t key = 0, form = 0, offset = 0, size = 0;
  };
  KeySearch(std::vector<std::string_view> keys, std::vector<std::vector<KeyForm>> forms,
            std::vector<Piece> pieces, std::vector<std::string> folded)
      : keys_(std::move(keys)),
        forms_(std::move(forms)),
        pieces_(std::move(pieces)),
        table_(std::move(folded)) {}

  void find_in(std::string_view text, Scratch& scratch, std::vector<KeyHit>* out) const;
  void look_inside(std::string_view text, int depth, Scratch& scratch,
                   std::vector<KeyHit>* out) const;

  std::vector<std::string_view> keys_;
  std::vector<std::vector<KeyForm>> forms_;  // by key
  std::vector<Piece> pieces_;                // by keyword of the table
  KeywordTable table_;
};

}  // namespace keysieve
