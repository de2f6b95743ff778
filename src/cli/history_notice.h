// Whether the history of a repository has the keys that stand, or stood, in an env file of its work
// tree: said on stderr, while it can still be acted on. Never a key.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "keysieve/env_file.h"
#include "keysieve/tracking.h"

namespace keysieve::cli {

// The keys of one variable, and what is said if one of them is found.
struct FormerKeys {
  std::vector<std::string_view> keys;
  std::string words;   // "the old SECRET_KEY"
  std::string advice;  // what follows on "whoever has a copy of that has the key"
};

// Says nothing where none is found in a history that was read in full.
void say_what_history_holds(const FileTracking& file, std::span<const FormerKeys> all);

}  // namespace keysieve::cli
