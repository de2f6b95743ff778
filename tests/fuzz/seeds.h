// What fuzzing begins with: sound inputs, made at run time, since some hold what looks like
// secrets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace keysieve::fuzz {

std::vector<std::string> seeds_of(std::string_view target);  // none for an unknown target

}  // namespace keysieve::fuzz
