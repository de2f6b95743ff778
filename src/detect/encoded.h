// Text hidden in text: segments in base64, base64url, hexadecimal or percent escapes that hold text
// in their turn. Nearly all long words of a repository are none, so only the beginning of each is
// decoded and looked at; the rest follows where that reads like text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "keysieve/detector.h"

namespace keysieve {

struct EncodedText {
  Span span;  // of the segment, with its padding
  std::string text;
};

// What is encoded in `text`. `*budget` is how many bytes may still be decoded, and is lowered by
// what has been; a segment that it does not suffice for is decoded in part, later ones not at all.
std::vector<EncodedText> encoded_texts(std::string_view text, std::size_t* budget);

}  // namespace keysieve
