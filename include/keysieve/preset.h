// Presets: the keys that frameworks want, each in the format that the framework's own generator or
// documentation uses, under the name of the variable that holds it. The other half of the rules
// that find such a key: Rule::preset names one of these.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "keysieve/error.h"
#include "keysieve/keygen.h"

namespace keysieve {

// Where the key before stays good for a while after it was replaced.
enum class Fallback {
  none,
  list,       // in a variable of its own: old keys, separated by commas
  json_list,  // in a variable of its own: ["old","older"]
  single,     // in a variable of its own: the last one
  in_place,   // in the key's own variable, after the new one and a comma
};

struct PresetVariable {
  std::string_view name;
  KeyFormat format = KeyFormat::urlsafe;
  std::size_t bytes = 0;         // of randomness, encoded; this, or
  std::size_t length = 0;        // characters (for KeyFormat::words: words)
  std::string_view prefix = {};  // stands before the key
  std::size_t keys = 1;          // so many in one variable, separated by commas
  Fallback fallback = Fallback::none;
  std::string_view fallback_name = {};
};

struct Preset {
  std::string_view name;   // kebab-case
  std::string_view title;  // for people
  std::span<const PresetVariable> variables;
  bool fixed = false;              // the framework takes this size and no other
  std::size_t least_length = 0;    // the framework takes no key of fewer characters
  double least_bits = 128;         // and none of less randomness; never under 128
  std::string_view why = {};       // fixed, or these least sizes: who says so
  std::string_view file = {};      // where the framework reads a file that holds the key alone
  std::string_view config = {};    // how its configuration is written; {NAME} is a variable's key
  std::string_view rotation = {};  // what a new key ends, and when the old one can be dropped
};

// All of them, by name.
std::span<const Preset> presets();

// Null: there is none of that name.
const Preset* find_preset(std::string_view name);

// The size of one of its keys, where the preset leaves a choice; and what it is for.
struct PresetOptions {
  std::optional<std::size_t> bytes;
  std::optional<std::size_t> length;
  std::optional<std::size_t> words;
  bool portable = false;  // for an env file: no character that any of its readers takes otherwise
};

struct NamedKey {
  std::string name;  // of the variable
  SecretBytes key;
  double bits = 0;  // of randomness; of a list, of each of its keys
};

// Fresh keys for all variables of a preset, with the guarantees of generate_key(). Refused: a size
// that the framework does not take, or less than 128 bits of randomness.
Result<std::vector<NamedKey>> generate_preset(const Preset& preset,
                                              const PresetOptions& options = {});

}  // namespace keysieve
