#include "detect/keyword_table.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/characters.h"
#include "detect/common_fragments.h"

namespace keysieve {
namespace {

constexpr std::size_t fragment = FragmentFilter::length;

// By character: letters by their order in English, before all others.
constexpr auto orders = [] {
  constexpr std::string_view commonest_first = " etaoinsrlcdupmfhgbyvkwx_jqz";
  std::array<std::uint8_t, 256> all{};
  all.fill(commonest_first.size());
  for (std::uint8_t i = 0; i < commonest_first.size(); ++i) {
    all[static_cast<unsigned char>(commonest_first[i])] = i;
  }
  return all;
}();

// How rare characters are next to each other. Repeated ones are common: lines of dashes, zeros,
// padding.
int rarity(std::string_view characters) {
  constexpr int repeated = 60;
  int sum = 0;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    sum += orders[static_cast<unsigned char>(characters[i])];
    if (i > 0 && characters[i] == characters[i - 1]) sum -= repeated;
  }
  return sum;
}

// Where the fragment of a keyword begins: the first of the rarest.
std::size_t rarest_fragment(std::string_view keyword) {
  const auto order = [&](std::size_t at) {
    const std::string_view characters = keyword.substr(at, fragment);
    return std::pair(commonness(characters), -rarity(characters));
  };
  std::size_t best = 0;
  auto least = order(0);
  for (std::size_t at = 1; at + fragment <= keyword.size(); ++at) {
    const auto next = order(at);
    if (next < least) best = at;
    least = std::min(least, next);
  }
  return best;
}

constexpr std::uint64_t any_case = 0x2020202020202020;

// Eight bytes of `text` at `at`, in any case as FragmentFilter has it, with zeros for those after
// its end; *mask is of those before it.
std::uint64_t eight_bytes(std::string_view text, std::size_t at, std::uint64_t* mask) {
  const std::uint64_t bytes = four_bytes(text, at) | std::uint64_t{four_bytes(text, at + fragment)}
                                                         << 32;
  const std::size_t count = text.size() - at;
  *mask = count >= sizeof bytes ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * count)) - 1;
  return (bytes | any_case) & *mask;
}

}  // namespace

KeywordTable::KeywordTable(std::vector<std::string> keywords) : keywords_(std::move(keywords)) {
  entries_.push_back({1, 0, 0, 0, 0});
  for (std::uint32_t keyword = 0; keyword < keywords_.size(); ++keyword) {
    if (keywords_[keyword].empty()) continue;
    keywords_[keyword].size() < fragment ? add_short(keyword) : add(keyword);
  }
}

void KeywordTable::add(std::uint32_t keyword) {
  const std::size_t offset = rarest_fragment(keywords_[keyword]);
  const std::uint32_t bytes = four_bytes(keywords_[keyword], offset);
  filter_.add(bytes);
  add_entry(keyword, offset, &first_entry_[FragmentFilter::hash(bytes) % buckets]);
}

// Its fragments are all those that begin with it. The filter knows no case, so those are enough
// whose other bytes have the bit of lower case.
void KeywordTable::add_short(std::uint32_t keyword) {
  const std::string& text = keywords_[keyword];
  const std::uint32_t bytes = four_bytes(text, 0);
  const std::uint32_t others = (std::uint32_t{1} << (8 * (fragment - text.size()))) - 1;
  const std::uint32_t lower_case = static_cast<std::uint32_t>(any_case) & others;
  for (std::uint32_t rest = lower_case; rest <= others; rest = (rest + 1) | lower_case) {
    filter_.add(bytes | rest << (8 * text.size()));
  }
  add_entry(keyword, 0, &first_short_[static_cast<unsigned char>(text[0]) | 0x20]);
}

void KeywordTable::add_entry(std::uint32_t keyword, std::size_t offset, std::uint32_t* first) {
  Entry entry{0, 0, keyword, static_cast<std::uint32_t>(offset), *first};
  entry.bytes = eight_bytes(keywords_[keyword], offset, &entry.mask);
  *first = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back(entry);
}

void KeywordTable::compare(std::string_view text, std::size_t begin, std::uint32_t keyword,
                           std::vector<KeywordHit>* hits) const {
  const std::string& wanted = keywords_[keyword];
  if (wanted.size() > text.size() - begin) return;
  const bool same = std::equal(wanted.begin(), wanted.end(), text.data() + begin,
                               [](char a, char b) { return a == lower(b); });
  if (same) hits->push_back({begin + wanted.size(), keyword});
}

void KeywordTable::look_at(std::string_view text, std::size_t place,
                           std::vector<KeywordHit>* hits) const {
  std::uint64_t mask = 0;
  const std::uint64_t bytes = eight_bytes(text, place, &mask);
  const std::uint32_t hash = FragmentFilter::hash(static_cast<std::uint32_t>(bytes));
  for (const std::uint32_t first :
       {first_entry_[hash % buckets], first_short_[static_cast<unsigned char>(bytes)]}) {
    for (std::uint32_t next = first; next != 0; next = entries_[next].next) {
      const Entry& entry = entries_[next];
      if ((bytes & entry.mask) == entry.bytes && entry.offset <= place) [[unlikely]] {
        compare(text, place - entry.offset, entry.keyword, hits);
      }
    }
  }
}

void KeywordTable::scan(std::string_view text, Span lines, Scratch& scratch,
                        std::vector<KeywordHit>* hits) const {
  scratch.clear();
  filter_.scan(text, lines, &scratch);
  const std::size_t before = hits->size();
  for (const std::size_t place : scratch) look_at(text, place, hits);
  // They come by where their fragments stand: nearly in order.
  const auto first = hits->begin() + static_cast<std::ptrdiff_t>(before);
  if (!std::is_sorted(first, hits->end())) std::sort(first, hits->end());
}

}  // namespace keysieve
