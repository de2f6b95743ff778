// The names in all trees, by their hash: an ObjectGraph's edges have room for hashes alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace keysieve {

// FNV-1a. Two names of one tree that share a hash would at worst make one path known under a commit
// later than its first.
std::uint32_t name_hash(std::string_view name);

class EntryNames {
 public:
  void add(std::uint32_t hash, std::string_view name) {
    const auto known = names_.find(hash);
    if (known == names_.end() || known->second != name) add_new(hash, name);
  }
  void adopt(EntryNames other);

  // The one name that has this hash; none where several have it, or where more names came than are
  // kept.
  std::optional<std::string_view> of(std::uint32_t hash) const;

 private:
  void add_new(std::uint32_t hash, std::string_view name);

  // A name that is not known for sure is empty, as no entry's is.
  std::unordered_map<std::uint32_t, std::string> names_;
  std::size_t bytes_ = 0;
  bool full_ = false;
};

}  // namespace keysieve
