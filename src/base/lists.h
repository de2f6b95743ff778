// Many lists of numbers in two arrays: a list for each of `count` keys.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace keysieve {

template <typename Item>
class Lists {
 public:
  Lists() = default;  // of no keys

  // `for_each_pair(use)` calls use(key, item) for each item, twice in the same order: once to
  // count, once to fill.
  template <typename ForEachPair>
  Lists(std::size_t count, ForEachPair for_each_pair) : begins_(count + 1, 0) {
    for_each_pair([&](std::size_t key, const Item&) { ++begins_[key + 1]; });
    for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
    items_.resize(begins_.back());
    std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
    for_each_pair([&](std::size_t key, const Item& item) { items_[next[key]++] = item; });
  }

  std::span<Item> of(std::size_t key) {
    return std::span(items_).subspan(begins_[key], begins_[key + 1] - begins_[key]);
  }
  std::span<const Item> of(std::size_t key) const {
    return std::span(items_).subspan(begins_[key], begins_[key + 1] - begins_[key]);
  }

 private:
  std::vector<std::uint32_t> begins_{0};  // by key; one more at the end
  std::vector<Item> items_;
};

}  // namespace keysieve
