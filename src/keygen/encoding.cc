#include "keygen/encoding.h"

#include <algorithm>

#include <sodium.h>

namespace keysieve {
namespace {

int base64_variant(Encoding encoding) {
  return encoding == Encoding::urlsafe ? sodium_base64_VARIANT_URLSAFE_NO_PADDING
                                       : sodium_base64_VARIANT_ORIGINAL;
}

// `text` has room for the encoding and the NUL that libsodium ends it with.
void encode(Encoding encoding, const SecretBytes& bytes, SecretBytes* text) {
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.view().data());
  if (encoding == Encoding::hex) {
    sodium_bin2hex(text->data(), text->size(), data, bytes.size());
  } else {
    sodium_bin2base64(text->data(), text->size(), data, bytes.size(), base64_variant(encoding));
  }
}

}  // namespace

std::size_t bits_per_character(Encoding encoding) {
  return encoding == Encoding::hex ? 4 : 6;
}

std::size_t encoded_length(Encoding encoding, std::size_t bytes) {
  if (encoding == Encoding::hex) return 2 * bytes;
  return sodium_base64_encoded_len(bytes, base64_variant(encoding)) - 1;  // it counts the NUL
}

std::size_t bytes_to_fill(Encoding encoding, std::size_t length) {
  return (length * bits_per_character(encoding) + 7) / 8;
}

Result<SecretBytes> encode_random(Encoding encoding, std::size_t bytes, std::size_t length) {
  auto random = SecretBytes::allocate(bytes);
  if (!random) return random;
  auto text = SecretBytes::allocate(encoded_length(encoding, bytes) + 1);
  if (!text) return text;
  auto key = SecretBytes::allocate(length);
  if (!key) return key;
  randombytes_buf(random->data(), random->size());
  encode(encoding, *random, &*text);
  std::copy_n(text->data(), length, key->data());
  return key;
}

}  // namespace keysieve
