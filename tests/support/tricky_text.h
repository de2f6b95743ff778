// Texts in versions, for whoever searches of a version only what differs from another: lines that
// are nothing by themselves and a secret beside the right neighbours or when joined, marks that
// come and go, blocks whose first line stays while the rest changes.
#pragma once

#include <string>
#include <string_view>

#include "support/fake.h"

namespace keysieve::test {

// How a text is written.
enum class TextForm { unix_lines, windows_lines, no_last_newline, long_lines, one_line };

// `lines` lines, in unix_lines.
std::string tricky_text(Fake* fake, int lines);

// The next version of a text in unix_lines: lines come, go, change, join and part.
std::string changed_text(std::string text, Fake* fake);

// A text in unix_lines in another form: the same lines, but for long_lines with more in each, of
// which some are longer than 4 KiB and one is longer than 64 KiB, and all one in one_line.
std::string in_form(std::string_view text, TextForm form);

}  // namespace keysieve::test
