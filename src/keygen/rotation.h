// What becomes of an old key: how its framework's fallback variable takes it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "keygen/dotenv.h"
#include "keysieve/env_file.h"

namespace keysieve {

// Put these pieces in place of a part of the text.
struct Splice {
  std::size_t begin = 0, end = 0;
  std::vector<std::string> before{};  // no secrets
  std::vector<std::string_view> secret{};
  std::vector<std::string> after{};  // no secrets
};

// Why an old key is not worth keeping: with it a stranger could still sign. Empty: it is.
std::string too_weak_to_keep(std::string_view key);

// How the old key at `old` of `text` goes to the fallback variable of `setting`, which is
// `fallback` or, where that is null, is made on a line of its own behind the old key's.
Result<Splice> move_to_fallback(std::string_view text, const EnvLine& old,
                                const EnvSetting& setting, const EnvLine* fallback);

}  // namespace keysieve
