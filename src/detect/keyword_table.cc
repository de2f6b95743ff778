#include "detect/keyword_table.h"

namespace keysieve {
namespace {

unsigned char folded(char c) {
  return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

}  // namespace

struct KeywordTable::Node {
  std::vector<std::uint32_t> children;  // by column, 0: none (the root is nobody's child)
  std::vector<std::uint32_t> ending;    // keywords that end here, those of its suffixes included
  std::uint32_t suffix = 0;             // the longest proper suffix that is a state
};

KeywordTable::KeywordTable(std::span<const std::string> keywords) {
  assign_columns(keywords);
  std::vector<Node> trie = build_trie(keywords);
  fill_rows(trie);
}

void KeywordTable::assign_columns(std::span<const std::string> keywords) {
  for (const std::string& keyword : keywords) {
    for (const char c : keyword) {
      std::uint8_t& column = column_[folded(c)];
      if (column == 0) column = static_cast<std::uint8_t>(columns_++);
    }
  }
  for (char c = 'A'; c <= 'Z'; ++c) column_[static_cast<unsigned char>(c)] = column_[folded(c)];
}

std::vector<KeywordTable::Node> KeywordTable::build_trie(
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
void KeywordTable::fill_rows(std::vector<Node>& trie) {
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
    first_hit_.push_back(static_cast<std::uint32_t>(hits_.size()));
  }
}

}  // namespace keysieve
