// What a regular expression says about each text that it matches: that so many digits of base64 or
// base64url stand together somewhere in it, as in any token. Where no such run is, the expression
// need not be tried.
#pragma once

#include <cstddef>
#include <string_view>

namespace keysieve {

// The length of the longest run that is sure, for `regex` in RE2's syntax; 0 if none is, or if the
// expression uses what is not understood here.
std::size_t sure_run(std::string_view regex);

}  // namespace keysieve
