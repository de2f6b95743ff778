#include "detect/keyword_automaton.h"

#include <algorithm>

namespace keysieve {
namespace {

unsigned char folded(char c) {
  return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

}  // namespace

struct KeywordAutomaton::Node {
  std::vector<std::uint32_t> children;  // by column, 0: none (the root is nobody's child)
  std::vector<std::uint32_t> ending;    // keywords that end here, those of its suffixes included
  std::uint32_t suffix = 0;             // the longest proper suffix that is a state
};

KeywordAutomaton::KeywordAutomaton(std::span<const std::string> keywords) {
  assign_columns(keywords);
  std::vector<Node> trie = build_trie(keywords);
  fill_rows(trie);
}

void KeywordAutomaton::assign_columns(std::span<const std::string> keywords) {
  for (const std::string& keyword : keywords) {
    longest_ = std::max(longest_, keyword.size());
    for (const char c : keyword) {
      std::uint8_t& column = column_[folded(c)];
      if (column == 0) column = static_cast<std::uint8_t>(columns_++);
    }
  }
  for (char c = 'A'; c <= 'Z'; ++c) column_[static_cast<unsigned char>(c)] = column_[folded(c)];
}

std::vector<KeywordAutomaton::Node> KeywordAutomaton::build_trie(
    std::span<const std::string> keywords) const {
  const auto new_node = [&] { return Node{std::vector<std::uint32_t>(columns_), {}, 0}; };
  std::vector<Node> trie{new_node()};
  for (std::uint32_t index = 0; index < keywords.size(); ++index) {
    if (keywords[index].empty()) continue;
    std::uint32_t state = 0;
    for (const char c : keywords[index]) {
      const std::uint8_t column = column_[folded(c)];
      if (trie[state].children[column] == 0) {
        trie[state].children[column] = static_cast<std::uint32_t>(trie.size());
        trie.push_back(new_node());
      }
      state = trie[state].children[column];
    }
    trie[state].ending.push_back(index);
  }
  return trie;
}

// Breadth first, so that a state's suffix, which is shorter, has its row already. States are
// renumbered in that order: the few that most bytes lead to lie side by side in the cache.
void KeywordAutomaton::fill_rows(std::vector<Node>& trie) {
  std::vector<std::uint32_t> order{0}, row(trie.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    row[order[i]] = static_cast<std::uint32_t>(i) * columns_;
    for (const std::uint32_t child : trie[order[i]].children) {
      if (child != 0) order.push_back(child);
    }
  }
  const auto entry_of = [&](std::uint32_t state) {
    return row[state] | (trie[state].ending.empty() ? 0 : hit_flag);
  };
  next_.resize(trie.size() * columns_);
  first_hit_.push_back(0);
  for (const std::uint32_t state : order) {
    const Node& node = trie[state];
    for (std::uint32_t column = 0; column < columns_; ++column) {
      const std::uint32_t inherited = state == 0 ? 0 : next_[row[node.suffix] + column];
      const std::uint32_t child = node.children[column];
      if (child == 0) {
        next_[row[state] + column] = inherited;
        continue;
      }
      trie[child].suffix = order[(inherited & ~hit_flag) / columns_];
      const auto& shorter = trie[trie[child].suffix].ending;
      trie[child].ending.insert(trie[child].ending.end(), shorter.begin(), shorter.end());
      next_[row[state] + column] = entry_of(child);
    }
    hits_.insert(hits_.end(), node.ending.begin(), node.ending.end());
    std::sort(hits_.begin() + first_hit_.back(), hits_.end());
    first_hit_.push_back(static_cast<std::uint32_t>(hits_.size()));
  }
}

void KeywordAutomaton::report(std::uint32_t entry, std::size_t end,
                              std::vector<KeywordHit>* hits) const {
  const std::size_t state = (entry & ~hit_flag) / columns_;
  for (std::uint32_t i = first_hit_[state]; i < first_hit_[state + 1]; ++i) {
    hits->push_back({end, hits_[i]});
  }
}

std::uint32_t KeywordAutomaton::row_after(std::string_view bytes) const {
  std::uint32_t row = 0;
  for (const char byte : bytes) row = entry_after(row, byte) & ~hit_flag;
  return row;
}

void KeywordAutomaton::scan_from(std::string_view bytes, std::size_t from, std::uint32_t row,
                                 std::vector<KeywordHit>* hits) const {
  for (std::size_t i = from; i < bytes.size(); ++i) {
    const std::uint32_t entry = entry_after(row, bytes[i]);
    if (entry & hit_flag) [[unlikely]]
      report(entry, i + 1, hits);
    row = entry & ~hit_flag;
  }
}

void KeywordAutomaton::scan(std::string_view bytes, std::vector<KeywordHit>* hits) const {
  const std::size_t part = bytes.size() / parts;
  if (part < shortest_part || part < longest_) return scan_from(bytes, 0, 0, hits);
  std::array<std::uint32_t, parts> row{};
  // A keyword that ends in a part may begin before it, by less than its length.
  for (std::size_t k = 1; k < parts; ++k) {
    row[k] = row_after(bytes.substr(k * part - (longest_ - 1), longest_ - 1));
  }
  std::array<std::vector<KeywordHit>, parts> found;
  for (std::size_t i = 0; i < part; ++i) {
    std::uint32_t any = 0;
    for (std::size_t k = 0; k < parts; ++k)
      any |= row[k] = entry_after(row[k], bytes[k * part + i]);
    if ((any & hit_flag) == 0) [[likely]]
      continue;
    for (std::size_t k = 0; k < parts; ++k) {
      if (row[k] & hit_flag) report(row[k], k * part + i + 1, &found[k]);
      row[k] &= ~hit_flag;
    }
  }
  for (const auto& hits_of_part : found) {
    hits->insert(hits->end(), hits_of_part.begin(), hits_of_part.end());
  }
  scan_from(bytes, parts * part, row[parts - 1], hits);
}

}  // namespace keysieve
