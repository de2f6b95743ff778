// Keywords for a rule that has none: literals of which every match of its regular expression holds
// at least one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace keysieve {

// Lower case, of at least `shortest` characters, none of them needless; empty: there are none.
std::vector<std::string> required_literals(const std::string& regex, int shortest);

}  // namespace keysieve
