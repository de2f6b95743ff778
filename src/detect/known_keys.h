// Keys that everybody knows: of documentation that people copy, and defaults of programs that they
// leave as they are. Known by their hashes, so that none of them stands here.
#pragma once

#include <string_view>

namespace keysieve {

// Where `key` is known from ("Flask's documentation"); empty if it is not.
std::string_view origin_of_known_key(std::string_view key);

}  // namespace keysieve
