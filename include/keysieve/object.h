// Git objects as the rest of keysieve sees them.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace keysieve {

// The name of a git object: the 20 bytes of its SHA-1. (Repositories in SHA-256 format are refused
// when they are opened.)
struct ObjectId {
  std::array<std::uint8_t, 20> bytes{};

  std::string hex() const;  // 40 lower-case digits
  static std::optional<ObjectId> from_hex(std::string_view hex);

  // Ids are hashes: their first eight bytes decide, but for those that were made to be alike.
  std::uint64_t first_bytes() const {
    std::uint64_t first = 0;
    for (std::size_t i = 0; i < sizeof first; ++i) first = first << 8 | bytes[i];
    return first;
  }
  bool operator==(const ObjectId& other) const {
    return first_bytes() == other.first_bytes() && bytes == other.bytes;
  }
  std::strong_ordering operator<=>(const ObjectId& other) const {
    const auto order = first_bytes() <=> other.first_bytes();
    return order != 0 ? order : bytes <=> other.bytes;
  }
};

enum class ObjectKind : std::uint8_t { blob, commit, tag };
std::string_view to_string(ObjectKind kind);

// The bytes of one object. A view: valid only during the call it is passed to.
struct Blob {
  ObjectKind kind = ObjectKind::blob;
  std::string_view path;   // empty while unknown: a packed blob may stand at many paths
  std::string_view bytes;  // for commits and tags: the message alone
};

}  // namespace keysieve

template <>
struct std::hash<keysieve::ObjectId> {
  // An object id is a hash already: its first bytes are as good as any mixture of them.
  std::size_t operator()(const keysieve::ObjectId& id) const noexcept {
    std::size_t value;
    std::memcpy(&value, id.bytes.data(), sizeof value);
    return value;
  }
};
