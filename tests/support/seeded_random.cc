#include "support/seeded_random.h"

#include <sodium.h>

#include <random>

namespace keysieve::test {
namespace {

std::mt19937 source;

const char* name() {
  return "seeded";
}

std::uint32_t next() {
  return static_cast<std::uint32_t>(source());
}

void fill(void* buffer, std::size_t size) {
  auto* bytes = static_cast<unsigned char*>(buffer);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<unsigned char>(source() & 0xFF);
}

randombytes_implementation seeded() {
  randombytes_implementation functions{};
  functions.implementation_name = name;
  functions.random = next;
  functions.buf = fill;
  return functions;
}

}  // namespace

SeededRandom::SeededRandom(std::uint32_t seed) {
  static randombytes_implementation functions = seeded();
  source.seed(seed);
  randombytes_set_implementation(&functions);
}

SeededRandom::~SeededRandom() {
  randombytes_set_implementation(&randombytes_sysrandom_implementation);
}

}  // namespace keysieve::test
