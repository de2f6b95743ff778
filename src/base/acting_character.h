// Characters that do something to a terminal, or to the order in which text is read, instead of
// being shown.
#pragma once

#include <cstddef>
#include <string_view>

namespace keysieve {

struct ActingCharacter {
  char32_t code = 0;
  std::size_t length = 0;  // in bytes; 0: the text begins with another one
};

// The character that UTF-8 text begins with, if it is one that acts.
ActingCharacter acting_character(std::string_view text);

}  // namespace keysieve
