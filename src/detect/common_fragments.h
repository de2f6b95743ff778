// Which runs of four characters are common in code and prose: what is sought should not begin with
// one.
#pragma once

#include <string_view>

namespace keysieve {

// `fragment` has four characters, in lower case.
bool is_common_fragment(std::string_view fragment);

}  // namespace keysieve
