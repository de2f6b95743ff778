// A known key as it may stand in a text: as it is, or as people and programs write it there.
// The forms are in guarded memory, as the key is.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "keysieve/keygen.h"

namespace keysieve {

struct KeyForm {
  SecretBytes bytes;  // what stands in the text

  // In base64 a key need not begin where a digit does: `skipped` bytes stand before it in its group
  // of three, so that the `lead` digits before `bytes` and the one after them (`tail`) are its own
  // in part only. In what is not base64 all three are 0.
  std::size_t skipped = 0, lead = 0, tail = 0;

  bool is_base64 = false;
};

// A shorter key counts only where it stands by itself, not as a part of a word.
inline constexpr std::size_t long_key = 16;

// All forms of `key`, each once: itself; escaped as in JSON, shells, YAML, INI files, XML and URLs;
// hexadecimal; base64, where it is long at any place of what is encoded; UTF-16.
Result<std::vector<KeyForm>> forms_of_key(std::string_view key);

// Whether `form` of `key`, whose bytes stand at `at` in `text`, is the whole key there.
bool is_key_at(std::string_view text, std::size_t at, const KeyForm& form, std::string_view key);

}  // namespace keysieve
