// Where this build's program and sources are. The paths are compiled into one file alone, so that
// a compiler cache serves every checkout with the others.
#pragma once

#include <filesystem>

namespace keysieve::test {

std::filesystem::path program();     // keysieve itself
std::filesystem::path source_dir();  // the top of the checkout

}  // namespace keysieve::test
