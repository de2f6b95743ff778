// Keys that bear no mark of their provider, as one regular expression: such a key is known by whose
// name stands before it. A rule that says `provider` instead of `regex` finds its secret in
// settings, environment files, calls, URLs and logs, on the line that names the provider or one of
// the two below it.
#pragma once

#include <string>
#include <string_view>

namespace keysieve {

// Who issued a key, as RE2 in any case ("acme[_-]?mail"), and how it looks: its exact alphabet and
// length (RE2 without groups).
struct ProviderKey {
  std::string provider, value;
};

inline constexpr int provider_context_lines = 2;

// Words of the same length are everywhere: a key without a mark must look random, and 3 in 1000 do
// not.
inline constexpr double provider_min_randomness = 0.5;

std::string provider_regex(const ProviderKey& key);

}  // namespace keysieve
