// Where `generate` puts keys other than on standard output, and what it says of that: never a key.
#pragma once

#include <span>
#include <string>

#include "keysieve/env_file.h"
#include "keysieve/preset.h"

namespace keysieve::cli {

struct Storing {
  std::string file;
  bool gitignore = false;  // have git ignore it
};

// Sets the keys of `preset` in an env file.
Status store_in_env_file(const Storing& storing, const Preset& preset,
                         std::span<const NamedKey> keys, const EnvOptions& options);

// Makes a file of `bytes`.
Status store_in_new_file(const Storing& storing, std::string_view bytes);

}  // namespace keysieve::cli
