// What a KeySpec comes to. Everything that can be wrong with a spec is refused here, before
// anything is made.
#pragma once

#include <variant>

#include "keygen/alphabet.h"
#include "keygen/encoding.h"

namespace keysieve {

struct Recipe {
  std::variant<Encoding, Alphabet> symbols;  // where the characters come from
  std::size_t bytes = 0;                     // of randomness to encode; an alphabet takes none
  std::size_t length = 0;                    // of the key, in characters
  double bits = 0;                           // of randomness in the key
};

// More bytes or characters than this are a slip of the pen, not a key.
inline constexpr std::size_t max_key_size = std::size_t{1} << 20;

Result<Recipe> recipe_for(const KeySpec& spec);

}  // namespace keysieve
