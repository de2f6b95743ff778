// Values that stand where a secret is to be put: words, templates, runs and sequences that no
// random key holds by chance. Short words count only as whole words; the tests measure that fewer
// than one in 10 000 random keys of each kind is taken for a placeholder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace keysieve {

enum class PlaceholderKind : std::uint8_t { says_so, template_, sequence, plain_words };

struct Placeholder {
  PlaceholderKind kind = PlaceholderKind::says_so;
  std::string_view reason;  // in words
};

// What kind of placeholder `value` is, if it is one.
std::optional<Placeholder> placeholder_in(std::string_view value);

// Why it is one, in words.
std::optional<std::string> placeholder_reason(std::string_view value);

}  // namespace keysieve
