#include "git/entry_names.h"

#include <utility>

namespace keysieve {
namespace {

// Of names, and as much again for where they are kept. linux has 4 MB of them.
constexpr std::size_t most_bytes = 16 << 20, bytes_beside = 64;

}  // namespace

std::uint32_t name_hash(std::string_view name) {
  std::uint32_t hash = 2166136261U;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

void EntryNames::add_new(std::uint32_t hash, std::string_view name) {
  if (const auto known = names_.find(hash); known != names_.end()) {
    known->second.clear();
    return;
  }
  // Of a name that is not kept another one might be taken for the only one.
  full_ = full_ || bytes_ + name.size() + bytes_beside > most_bytes;
  if (full_) return;
  bytes_ += name.size() + bytes_beside;
  names_.emplace(hash, name);
}

void EntryNames::adopt(EntryNames other) {
  full_ = full_ || other.full_;
  if (names_.empty() && !full_) {
    *this = std::move(other);
    return;
  }
  for (const auto& [hash, name] : other.names_) add(hash, name);
}

std::optional<std::string_view> EntryNames::of(std::uint32_t hash) const {
  const auto known = names_.find(hash);
  if (full_ || known == names_.end() || known->second.empty()) return std::nullopt;
  return known->second;
}

}  // namespace keysieve
