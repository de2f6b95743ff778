#include "base/crc32.h"

#include <zlib.h>

namespace keysieve {
namespace {

std::string digits(unsigned long number, std::string_view alphabet, std::size_t width) {
  std::string text(width, alphabet.front());
  for (auto digit = text.rbegin(); digit != text.rend(); ++digit) {
    *digit = alphabet[number % alphabet.size()];
    number /= alphabet.size();
  }
  return text;
}

}  // namespace

std::uint32_t crc32(std::string_view text) {
  return static_cast<std::uint32_t>(
      crc32_z(0, reinterpret_cast<const Bytef*>(text.data()), text.size()));
}

std::string crc32_base62(std::string_view text) {
  return digits(crc32(text), "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", 6);
}

std::string crc32_base36(std::string_view text) {
  return digits(crc32(text), "0123456789abcdefghijklmnopqrstuvwxyz", 7);
}

}  // namespace keysieve
