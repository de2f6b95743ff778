// What a KeySpec comes to. Everything that can be wrong with a spec is refused here, before
// anything is made.
#pragma once

#include <variant>

#include "keygen/alphabet.h"
#include "keygen/encoding.h"

namespace keysieve {

struct Words {};

using Symbols = std::variant<Encoding, Alphabet, Words>;

struct Recipe {
  Symbols symbols;         // where the characters come from
  std::size_t bytes = 0;   // of randomness to encode; others take none
  std::size_t length = 0;  // of the key, in characters; of a passphrase, in words
  double bits = 0;         // of randomness in the key
};

// More bytes or characters than this are a slip of the pen, not a key.
inline constexpr std::size_t max_key_size = std::size_t{1} << 20;

// With the least length that holds where no framework says otherwise.
Result<Recipe> recipe_for(const KeySpec& spec);

// Without one. `portable`: of an alphabet only what means itself in every env file.
Result<Recipe> recipe_of_any_length(const KeySpec& spec, bool portable);

// The key that a recipe makes.
Result<SecretBytes> make_key(const Recipe& recipe);

}  // namespace keysieve
