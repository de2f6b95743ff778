// Regular expressions written for Go's regexp, which is RE2 with another face: groups are numbered
// instead of named, (?<name>…) is understood, and a text ends where a piece of a diff does.
#pragma once

#include <string>
#include <string_view>

namespace keysieve {

struct GoRegex {
  std::string pattern;    // for RE2
  int groups = 0;         // that capture
  bool endless = false;   // repeats without bounds what may be a line break or anything else
  int context_lines = 0;  // how far beyond the line of a keyword a match may reach
};

inline constexpr int no_group = -1;

// `secret_group` captures the secret: it is called `secret`. With 0 the first group that catches
// something does: they are called `secret`, `secret_2`, and so on. ^ and $ are those of a line.
GoRegex go_regex(std::string_view pattern, int secret_group);

}  // namespace keysieve
