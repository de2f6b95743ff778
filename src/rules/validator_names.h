// The names by which a rule asks for a validator. detect/validators.cc has the validators
// themselves, in the same order.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace keysieve {

inline constexpr std::array<std::string_view, 16> validator_names{
    "age-key",          "aws-key-id", "azure-key",     "base58check",  "basic-credentials",
    "cloudflare-token", "crc62",      "discord-token", "gitlab-token", "grafana-token",
    "json-web-token",   "mnemonic",   "nkey",          "private-key",  "pypi-token",
    "sentry-token",
};

inline bool is_validator(std::string_view name) {
  return std::find(validator_names.begin(), validator_names.end(), name) != validator_names.end();
}

}  // namespace keysieve
