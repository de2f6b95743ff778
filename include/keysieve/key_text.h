// Keys, written for the program that takes them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "keysieve/preset.h"

namespace keysieve {

enum class KeyText {
  plain,               // the keys alone, one a line
  dotenv,              // NAME=key
  shell,               // export NAME='key'
  json,                // {"NAME": "key"}
  yaml,                // NAME: 'key'
  k8s_secret,          // a Secret for kubectl apply
  docker_secret,       // the key and nothing else: `docker secret create NAME -`
  systemd_credential,  // the same: `systemd-creds encrypt --name=NAME - FILE`
  config,              // as the framework's own configuration is written
};
std::optional<KeyText> parse_key_text(std::string_view name);

// Whether the key must mean itself to every reader of env files.
bool wants_portable_keys(KeyText text);

// Refused: more than one key where one is taken, and `config` for a preset that has none.
Result<SecretBytes> write_keys(KeyText text, const Preset& preset, std::span<const NamedKey> keys);

}  // namespace keysieve
