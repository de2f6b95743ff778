#include "keygen/random_source.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "keysieve/keygen.h"

namespace keysieve {
namespace {

using Draw = std::array<unsigned char, 17>;

bool is_constant(const Draw& draw) {
  return std::all_of(draw.begin(), draw.end(), [&](unsigned char c) { return c == draw[0]; });
}

}  // namespace

Status check_random_source() {
  if (sodium_init() < 0) {
    return Error{ErrorCode::unsupported,
                 "cannot start libsodium: without its random generator no key can be made"};
  }
  Draw first, second;
  randombytes_buf(first.data(), first.size());
  randombytes_buf(second.data(), second.size());
  const bool stuck = first == second || is_constant(first) || is_constant(second);
  sodium_memzero(first.data(), first.size());
  sodium_memzero(second.data(), second.size());
  if (!stuck) return ok_status();
  return Error{ErrorCode::unsupported,
               "the random generator repeats itself: no key was made; do not make keys on this "
               "machine until its generator is mended"};
}

void set_random_failure_handler(void (*handler)()) {
  sodium_set_misuse_handler(handler);
}

}  // namespace keysieve
