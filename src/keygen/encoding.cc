#include "keygen/encoding.h"

#include <algorithm>

#include <sodium.h>

namespace keysieve {
namespace {

bool is_hex(Encoding encoding) {
  return encoding == Encoding::hex || encoding == Encoding::upper_hex;
}

int base64_variant(Encoding encoding) {
  if (encoding == Encoding::base64) return sodium_base64_VARIANT_ORIGINAL;
  if (encoding == Encoding::padded_urlsafe) return sodium_base64_VARIANT_URLSAFE;
  return sodium_base64_VARIANT_URLSAFE_NO_PADDING;
}

// Without a branch or a look-up that depends on the digit.
char upper_digit(char digit) {
  const int is_letter = (digit >> 6) & 1;  // of 0-9 and a-f only the letters are over 63
  return static_cast<char>(digit - is_letter * ('a' - 'A'));
}

}  // namespace

std::size_t bits_per_character(Encoding encoding) {
  return is_hex(encoding) ? 4 : 6;
}

std::size_t encoded_length(Encoding encoding, std::size_t bytes) {
  if (is_hex(encoding)) return 2 * bytes;
  return sodium_base64_encoded_len(bytes, base64_variant(encoding)) - 1;  // it counts the NUL
}

std::size_t bytes_to_fill(Encoding encoding, std::size_t length) {
  return (length * bits_per_character(encoding) + 7) / 8;
}

void encode(Encoding encoding, std::span<const char> bytes, std::span<char> text) {
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  if (!is_hex(encoding)) {
    sodium_bin2base64(text.data(), text.size(), data, bytes.size(), base64_variant(encoding));
    return;
  }
  sodium_bin2hex(text.data(), text.size(), data, bytes.size());
  if (encoding == Encoding::upper_hex) std::ranges::transform(text, text.begin(), upper_digit);
}

Result<SecretBytes> encode_random(Encoding encoding, std::size_t bytes, std::size_t length) {
  auto random = SecretBytes::allocate(bytes);
  if (!random) return random;
  auto text = SecretBytes::allocate(encoded_length(encoding, bytes) + 1);
  if (!text) return text;
  auto key = SecretBytes::allocate(length);
  if (!key) return key;
  randombytes_buf(random->data(), random->size());
  encode(encoding, {random->data(), random->size()}, {text->data(), text->size()});
  std::copy_n(text->data(), length, key->data());
  return key;
}

}  // namespace keysieve
