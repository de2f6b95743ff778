// Keys of TOML with very many parts, a.b.c…: each is a table in a table, and the parser goes
// through tables by calling itself. A file of a megabyte could so use up the stack.
#pragma once

#include <cstddef>
#include <string_view>

namespace keysieve {

inline constexpr std::size_t most_key_parts = 64;

// Whether some part of `text` may be a key of more parts than that, wherever it stands.
bool may_have_deep_key(std::string_view text);

}  // namespace keysieve
