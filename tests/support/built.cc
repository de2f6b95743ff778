#include "support/built.h"

namespace keysieve::test {

std::filesystem::path program() {
  return KEYSIEVE_PROGRAM;
}

std::filesystem::path source_dir() {
  return KEYSIEVE_SOURCE_DIR;
}

}  // namespace keysieve::test
