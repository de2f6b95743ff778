// The names by which a rule asks for a validator. detect/validators.cc has the validators
// themselves, in the same order.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace keysieve {

inline constexpr std::array<std::string_view, 9> validator_names{
    "aws-key-id",     "base58check", "basic-credentials", "crc62",      "gitlab-token",
    "json-web-token", "mnemonic",    "private-key",       "pypi-token",
};

inline bool is_validator(std::string_view name) {
  return std::find(validator_names.begin(), validator_names.end(), name) != validator_names.end();
}

}  // namespace keysieve
