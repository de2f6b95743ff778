// Inflating what git packs, where it is known beforehand how much comes out, and the checksum that
// a pack's index keeps of each entry.
//
// Two files do this: inflate_libdeflate.cc where libdeflate is installed, for it is twice as fast,
// else inflate_zlib.cc. The build chooses.
#pragma once

#include <memory>
#include <span>

#include "base/bytes.h"

namespace keysieve {

// Not thread-safe: each thread has its own.
class Inflater {
 public:
  Inflater();

  // Fills `out` from the zlib stream that `stream` begins with. False when the stream does not give
  // exactly that many bytes, or when they do not have its checksum.
  bool inflate(Bytes stream, std::span<std::uint8_t> out);

 private:
  struct State;
  struct Free {
    void operator()(State* state) const;
  };
  std::unique_ptr<State, Free> state_;
};

// Of bytes that follow others whose checksum is `before`.
std::uint32_t crc32_of(Bytes bytes, std::uint32_t before = 0);

}  // namespace keysieve
