#include "report/html/content_policy.h"

#include <array>
#include <cstdint>

#include <fmt/format.h>

#include "base/hex.h"

namespace keysieve {
namespace {

// 32 bytes as base64, which is how a policy names a hash.
std::string base64(const std::array<std::uint8_t, 32>& bytes) {
  static constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const auto byte = [&](std::size_t i) { return i < bytes.size() ? bytes[i] : 0U; };
    const std::uint32_t three = byte(at) << 16 | byte(at + 1) << 8 | byte(at + 2);
    for (int shift = 18; shift >= 0; shift -= 6) text += digits[three >> shift & 63U];
  }
  text.back() = '=';  // the last group has two bytes
  return text;
}

std::string source(std::string_view sha256) {
  std::array<std::uint8_t, 32> bytes{};
  from_hex(sha256, bytes);
  return fmt::format("'sha256-{}'", base64(bytes));
}

}  // namespace

std::string content_policy(std::string_view style_sha256, std::string_view script_sha256) {
  return fmt::format(
      "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
      source(style_sha256), source(script_sha256));
}

}  // namespace keysieve
