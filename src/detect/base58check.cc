#include "detect/base58check.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "detect/sha256.h"

namespace keysieve {
namespace {

constexpr std::string_view digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::size_t checksum_size = 4;
constexpr std::size_t longest = 256;  // the time is quadratic; the longest keys have 112 characters

std::string_view as_text(const auto& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

// The bytes of the number that `text` is to the base of 58; each leading '1' is a byte of zero.
std::optional<std::string> decoded(std::string_view text) {
  std::string bytes;  // the least significant first
  for (const char c : text) {
    std::size_t carry = digits.find(c);
    if (carry == std::string_view::npos) return std::nullopt;
    for (char& byte : bytes) {
      carry += 58U * static_cast<std::uint8_t>(byte);
      byte = static_cast<char>(carry & 0xFF);
      carry >>= 8;
    }
    if (carry != 0) bytes += static_cast<char>(carry);
  }
  bytes.append(std::min(text.find_first_not_of('1'), text.size()), '\0');
  std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

}  // namespace

bool is_base58check(std::string_view text) {
  if (text.size() > longest) return false;
  const auto bytes = decoded(text);
  if (!bytes || bytes->size() <= checksum_size) return false;
  const std::string_view payload =
      std::string_view(*bytes).substr(0, bytes->size() - checksum_size);
  const auto hash = sha256(as_text(sha256(payload)));
  return as_text(hash).starts_with(std::string_view(*bytes).substr(payload.size()));
}

}  // namespace keysieve
