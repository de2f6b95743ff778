#include "detect/key_search.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "base/characters.h"
#include "detect/encoded.h"

namespace keysieve {
namespace {

constexpr int deepest_encoding = 3;  // as Detector has it

// So few bytes of a key lie in ordinary memory, without their case.
constexpr std::size_t longest_piece = 8;

std::size_t distinct_in(std::string_view bytes) {
  std::string sorted(bytes);
  std::sort(sorted.begin(), sorted.end());
  return static_cast<std::size_t>(std::unique(sorted.begin(), sorted.end()) - sorted.begin());
}

// Where the piece with the most different bytes begins: runs and padding stand everywhere.
std::size_t best_piece(std::string_view form, std::size_t size) {
  std::size_t best = 0, most = 0;
  for (std::size_t at = 0; at + size <= form.size(); ++at) {
    const std::size_t distinct = distinct_in(form.substr(at, size));
    if (distinct > most) std::tie(best, most) = std::pair(at, distinct);
  }
  return best;
}

// Leaves the first of those that overlap and are of one key.
void leave_one_each(std::vector<KeyHit>* hits) {
  std::sort(hits->begin(), hits->end(), [](const KeyHit& a, const KeyHit& b) {
    return std::tie(a.key, a.span) < std::tie(b.key, b.span);
  });
  std::vector<KeyHit> kept;
  for (const KeyHit& hit : *hits) {
    const bool overlaps =
        !kept.empty() && kept.back().key == hit.key && hit.span.begin < kept.back().span.end;
    if (!overlaps) kept.push_back(hit);
  }
  std::sort(kept.begin(), kept.end());
  *hits = std::move(kept);
}

}  // namespace

Result<KeySearch> KeySearch::make(const std::vector<std::string_view>& keys) {
  std::vector<std::vector<KeyForm>> all;
  std::vector<Piece> pieces;
  std::vector<std::string> keywords;
  for (std::size_t key = 0; key < keys.size(); ++key) {
    auto forms = forms_of_key(keys[key]);
    if (!forms) return forms.error();
    for (std::size_t form = 0; form < forms->size(); ++form) {
      const std::string_view bytes = (*forms)[form].bytes.view();
      const std::size_t size = std::min(longest_piece, bytes.size());
      const std::size_t offset = best_piece(bytes, size);
      pieces.push_back({key, form, offset, size});
      keywords.push_back(in_lower_case(bytes.substr(offset, size)));
    }
    all.push_back(*std::move(forms));
  }
  return KeySearch(keys, std::move(all), std::move(pieces), std::move(keywords));
}

void KeySearch::find_in(std::string_view text, Scratch& scratch, std::vector<KeyHit>* out) const {
  scratch.hits.clear();
  table_.scan(text, {0, text.size()}, scratch.table, &scratch.hits);
  for (const KeywordHit& hit : scratch.hits) {
    const Piece& piece = pieces_[hit.keyword];
    const std::size_t before = piece.offset + piece.size;
    if (hit.end < before) continue;
    const std::size_t at = hit.end - before;
    const KeyForm& form = forms_[piece.key][piece.form];
    if (!is_key_at(text, at, form, keys_[piece.key])) continue;
    out->push_back({{at - form.lead, at + form.bytes.size() + form.tail}, piece.key});
  }
}

void KeySearch::look_inside(std::string_view text, int depth, Scratch& scratch,
                            std::vector<KeyHit>* out) const {
  for (const EncodedText& inner : encoded_texts(text)) {
    std::vector<KeyHit> found;
    find_in(inner.text, scratch, &found);
    if (depth < deepest_encoding) look_inside(inner.text, depth + 1, scratch, &found);
    for (const KeyHit& hit : found) out->push_back({inner.span, hit.key});
  }
}

std::vector<KeyHit> KeySearch::find(std::string_view text, bool binary, Scratch& scratch) const {
  std::vector<KeyHit> hits;
  find_in(text, scratch, &hits);
  if (!binary) look_inside(text, 1, scratch, &hits);
  leave_one_each(&hits);
  return hits;
}

}  // namespace keysieve
