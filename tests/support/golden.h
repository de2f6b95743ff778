// Expected outputs kept as files in tests/golden.
#pragma once

#include <string_view>

namespace keysieve::test {

// Whether `actual` is the golden file `name`. With KEYSIEVE_UPDATE_GOLDEN=1 in the environment the
// file is written instead: review it with `git diff`. On a difference the actual bytes are left
// beside the golden file as `name`.unapproved.
bool matches_golden(std::string_view name, std::string_view actual);

}  // namespace keysieve::test
