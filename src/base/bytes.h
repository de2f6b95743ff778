// Bytes as files store them: views, and numbers with the most significant byte first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace keysieve {

using Bytes = std::span<const std::uint8_t>;

inline std::string_view as_text(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline Bytes bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline std::uint32_t load_be32(const std::uint8_t* bytes) {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 |
         std::uint32_t{bytes[2]} << 8 | bytes[3];
}

inline std::uint64_t load_be64(const std::uint8_t* bytes) {
  return std::uint64_t{load_be32(bytes)} << 32 | load_be32(bytes + 4);
}

}  // namespace keysieve
