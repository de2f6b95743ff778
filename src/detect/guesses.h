// How much of a key is left to guess, in bits: of a random one all that its alphabet and length
// have room for; of any other what its words, sequences and repetitions leave of that.
#pragma once

#include <string_view>

namespace keysieve {

struct Guesses {
  double bits = 0;
  double randomness = 0;  // see randomness.h
  bool random = false;    // nothing shows that chance did not make it
};

// Of `text`, which is the part of a key that is to be random.
Guesses guesses_of(std::string_view text);

}  // namespace keysieve
