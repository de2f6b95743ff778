#include "detect/decode.h"

#include <array>
#include <cstdint>
#include <span>

#include "base/hex.h"

namespace keysieve {
namespace {

constexpr std::int8_t no_digit = -1;

constexpr std::array<std::int8_t, 256> base64_values() {
  std::array<std::int8_t, 256> values{};
  values.fill(no_digit);
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < digits.size(); ++i) {
    values[static_cast<unsigned char>(digits[i])] = static_cast<std::int8_t>(i);
  }
  values['-'] = 62;
  values['_'] = 63;
  return values;
}
constexpr std::array<std::int8_t, 256> base64_value = base64_values();

}  // namespace

std::size_t decode_base64(std::string_view digits, std::span<char> bytes) {
  std::size_t made = 0;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : digits) {
    const std::int8_t value = base64_value[static_cast<unsigned char>(c)];
    if (value == no_digit) continue;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[made++] = static_cast<char>(bits >> count & 0xFFU);
  }
  return made;
}

std::string from_base64(std::string_view digits) {
  std::string bytes(digits.size() / 4 * 3 + 3, '\0');
  bytes.resize(decode_base64(digits, bytes));
  return bytes;
}

std::string from_percent(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::uint8_t byte = 0;
    if (text[i] == '%' && from_hex(text.substr(i + 1, 2), std::span(&byte, 1))) {
      bytes.push_back(static_cast<char>(byte));
      i += 2;
    } else {
      bytes.push_back(text[i]);
    }
  }
  return bytes;
}

}  // namespace keysieve
