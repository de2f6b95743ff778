// Whether a value is a piece of running text and not something that is set.
#pragma once

#include <string_view>

#include "keysieve/detector.h"

namespace keysieve {

// Letters that are not of ASCII.
bool has_other_letters(std::string_view value);

// Keys have neither blanks nor letters of other alphabets.
bool is_prose(std::string_view value);

// "credential: document the protocol", "while holding a token: write. A failure": an unquoted word
// after a colon, and the sentence goes on after it.
bool is_in_sentence(std::string_view text, Span value);

}  // namespace keysieve
