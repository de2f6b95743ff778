// Values that stand where a secret is to be put: words, templates, runs and sequences that no
// random key holds by chance. Short words count only as whole words; the tests measure that fewer
// than one in 10 000 random keys of each kind is taken for a placeholder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace keysieve {

// Why `value` is a placeholder, in words.
std::optional<std::string> placeholder_reason(std::string_view value);

}  // namespace keysieve
