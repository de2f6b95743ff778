// How a program reads a setting from its environment: what to write where a secret stood.
#pragma once

#include <string>
#include <string_view>

#include "keysieve/rule.h"

namespace keysieve::cli {

// The name that `rule`'s secret usually has in the environment: "SECRET_KEY", "STRIPE_SECRET_KEY".
std::string environment_name(const Rule& rule);

// How to make a new key under that name; empty: the rule names no preset.
std::string new_key_command(const Rule& rule);

// What a file like `path` says to read it: os.environ["SECRET_KEY"]. Empty where such a file has no
// way of its own (JSON), or should not be in a repository at all (.env).
std::string environment_read(std::string_view path, const Rule& rule);

// Whether `path` is a file that holds nothing but secrets, so that git should not have it: .env,
// config/master.key.
bool is_file_of_secrets(std::string_view path);

}  // namespace keysieve::cli
