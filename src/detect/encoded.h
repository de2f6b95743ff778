// Text hidden in text: segments in base64, base64url, hexadecimal or percent escapes that hold text
// in their turn. Nearly all long words of a repository are none, so only the beginning of each is
// decoded and looked at; the rest follows where that reads like text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "keysieve/detector.h"

namespace keysieve {

struct EncodedText {
  Span span;  // of the segment, with its padding
  std::string text;
};

// What is encoded in `text`. Decoding takes time linear in the text's length: the lines that hold
// such long words one after the other, and may be one wrapped segment, share an allowance of twice
// their length. What goes beyond it is not decoded.
std::vector<EncodedText> encoded_texts(std::string_view text);

// Appends the lines of `text` that decide what is encoded in those of `lines`, which are whole
// lines of it: see Detector::surroundings().
void encoded_surroundings(std::string_view text, Span lines, std::vector<Span>* out);

}  // namespace keysieve
