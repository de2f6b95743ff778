// How common runs of four characters are in code, data and prose: what is sought should not begin
// with one that occurs everywhere.
#pragma once

#include <string_view>

namespace keysieve {

// 0 for a rare one; each step from there is twice as common. `fragment` has four characters, in
// lower case.
int commonness(std::string_view fragment);

}  // namespace keysieve
