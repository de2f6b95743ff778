// The seeds of NATS's nkeys: base32 of two bytes that say what it is, 32 of the seed, and the
// CRC-16 (XMODEM) of all of them, the least significant byte first.
#include <array>
#include <cstdint>

#include "detect/validators.h"

namespace keysieve {
namespace {

constexpr std::size_t digits_of_seed = 58, bytes_of_seed = 36;

// Whether `text` is base32 that fills `bytes`.
bool decode_base32(std::string_view text, std::array<std::uint8_t, bytes_of_seed>& bytes) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::uint32_t bits = 0;
  std::size_t count = 0, filled = 0;
  for (const char c : text) {
    const std::size_t digit = alphabet.find(c);
    if (digit == alphabet.npos) return false;
    bits = bits << 5 | static_cast<std::uint32_t>(digit);
    if ((count += 5) < 8) continue;
    count -= 8;
    bytes[filled++] = static_cast<std::uint8_t>(bits >> count & 255);
  }
  return filled == bytes.size();
}

std::uint32_t crc16(const std::uint8_t* bytes, std::size_t size) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < size; ++i) {
    sum ^= std::uint32_t{bytes[i]} << 8;
    for (int bit = 0; bit < 8; ++bit) sum = (sum << 1 ^ (sum & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return sum;
}

}  // namespace

Validation validate_nkey(std::string_view secret) {
  std::array<std::uint8_t, bytes_of_seed> bytes{};
  if (secret.size() != digits_of_seed || !decode_base32(secret, bytes)) return {};
  const std::uint32_t sum = std::uint32_t{bytes[34]} | std::uint32_t{bytes[35]} << 8;
  if (secret.front() != 'S' || crc16(bytes.data(), 34) != sum) return {};
  constexpr std::string_view kinds = "ANOCUX";
  constexpr std::array names{"account", "server", "operator", "cluster", "user", "curve"};
  const std::size_t kind = kinds.find(secret[1]);
  if (kind == kinds.npos) return {};
  return {ValidationStatus::valid, {}, {{"nkey", names[kind]}}};
}

}  // namespace keysieve
