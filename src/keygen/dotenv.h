// Env files as their many readers see them. There is no standard: sh, python-dotenv, Ruby's dotenv,
// phpdotenv, Node and Docker Compose differ in what they make of a backslash, a dollar sign or a
// quote that is not closed. Read here is what they agree on; where they do not, that is said, and
// nothing is guessed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "keysieve/error.h"

namespace keysieve {

// NAME=value, somewhere in a text.
struct EnvLine {
  std::string_view name;
  std::size_t line = 0;            // from 1
  std::size_t begin = 0, end = 0;  // of the value in the text, without its quotes
  char quote = '\0';               // what it stands in: ', " or `; NUL: nothing
  std::size_t line_end = 0;        // behind the line break of the line that it ends on
  bool exported = false;
  bool colon = false;  // `NAME: value`, as some readers take it
  bool odd = false;    // readers may disagree on where the value ends
};

// All assignments of `text`, in order, commented ones not. An error says in which line a quote is
// not closed: from there on readers disagree on everything.
Result<std::vector<EnvLine>> read_assignments(std::string_view text);

// Whether `value` means itself without quotes to every reader: no blank, quote, backslash, and none
// of $ # ! & * ( ) and their like.
bool is_portable(std::string_view value);

// Whether `value` names something else: $OTHER, ${OTHER}, $(command), `command`.
bool is_reference(std::string_view value);

}  // namespace keysieve
