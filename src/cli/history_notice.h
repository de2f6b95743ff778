// Whether the history of a repository has the keys that stand, or stood, in an env file of its work
// tree: said on stderr, while it can still be acted on. Never a key.
#pragma once

#include <span>
#include <string>

#include "keysieve/env_file.h"
#include "keysieve/tracking.h"

namespace keysieve::cli {

// What is said of a key that is found: "the old SECRET_KEY", and what to do then.
struct FormerKey {
  std::string words;
  std::string_view name;   // of its variable
  std::string_view value;  // of it, in which there may be several keys
  std::string advice;
};

// Says nothing where none of `keys` is found in a history that was read in full.
void say_what_history_holds(const FileTracking& file, std::span<const FormerKey> keys);

}  // namespace keysieve::cli
