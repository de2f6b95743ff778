// Random bytes written as characters. The encoders are libsodium's: their time does not depend on
// the secret, and they write from secret memory into secret memory.
#pragma once

#include <span>

#include "keysieve/keygen.h"

namespace keysieve {

enum class Encoding {
  urlsafe,         // base64url without padding
  padded_urlsafe,  // base64url with it
  base64,          // standard, padded
  hex,             // lower case
  upper_hex,
};

std::size_t bits_per_character(Encoding encoding);
std::size_t encoded_length(Encoding encoding, std::size_t bytes);

// The fewest bytes whose encoding fills `length` characters with randomness. What is cut from the
// encoding after that holds none, and the first `length` characters hold no padding.
std::size_t bytes_to_fill(Encoding encoding, std::size_t length);

// Writes the encoding of `bytes` into `text`, which has room for it and the NUL that libsodium ends
// it with.
void encode(Encoding encoding, std::span<const char> bytes, std::span<char> text);

// The first `length` characters of encoded random bytes; `length` is at most their encoded_length.
Result<SecretBytes> encode_random(Encoding encoding, std::size_t bytes, std::size_t length);

}  // namespace keysieve
