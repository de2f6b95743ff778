// libsodium's random bytes from a seed, as long as one of these lives, so that keys that are made
// meanwhile are the same every time.
#pragma once

#include <cstdint>

namespace keysieve::test {

class SeededRandom {
 public:
  explicit SeededRandom(std::uint32_t seed);
  ~SeededRandom();
  SeededRandom(const SeededRandom&) = delete;
  SeededRandom& operator=(const SeededRandom&) = delete;
};

}  // namespace keysieve::test
