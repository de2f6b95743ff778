// Bytes from a repository, made safe to show: terminals and JSON readers must not be led astray.
#pragma once

#include <string>
#include <string_view>

namespace keysieve {

// `bytes` as valid UTF-8: each byte that is not part of a well-formed sequence becomes U+FFFD.
std::string to_utf8(std::string_view bytes);

// As to_utf8, on one line and without anything that acts on a terminal: control characters
// (C0, DEL, C1) become "?", and so do the bidirectional controls that reorder what is read.
std::string printable(std::string_view bytes);

// As printable, but tabs and the ends of lines stay.
std::string printable_lines(std::string_view bytes);

}  // namespace keysieve
