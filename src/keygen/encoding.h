// Random bytes written as characters. The encoders are libsodium's: their time does not depend on
// the secret, and they write from secret memory into secret memory.
#pragma once

#include "keysieve/keygen.h"

namespace keysieve {

enum class Encoding {
  urlsafe,  // base64url without padding
  base64,   // standard, padded
  hex,      // lower case
};

std::size_t bits_per_character(Encoding encoding);
std::size_t encoded_length(Encoding encoding, std::size_t bytes);

// The fewest bytes whose encoding fills `length` characters with randomness. What is cut from the
// encoding after that holds none, and the first `length` characters hold no padding.
std::size_t bytes_to_fill(Encoding encoding, std::size_t length);

// The first `length` characters of encoded random bytes; `length` is at most their encoded_length.
Result<SecretBytes> encode_random(Encoding encoding, std::size_t bytes, std::size_t length);

}  // namespace keysieve
