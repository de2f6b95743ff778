// A line, or a few, to be read from the sign between a name and a value to both sides.
#pragma once

#include <algorithm>
#include <string_view>

#include "base/characters.h"
#include "keysieve/detector.h"

namespace keysieve {

// What stands between a name and a value decides what may stand around them.
enum class Sign { equals, colon, comma, call, fallback, tag, option };

struct AssignedText {
  static constexpr std::size_t most_blanks = 16;  // between a sign and what it belongs to

  std::string_view text;
  Span window;

  char at(std::size_t i) const { return i >= window.begin && i < window.end ? text[i] : '\n'; }
  char before(std::size_t i) const { return i > window.begin ? text[i - 1] : '\n'; }

  std::size_t skip_blanks(std::size_t i) const {
    const std::size_t end = std::min(window.end, i + most_blanks);
    while (i < end && is_blank(text[i])) ++i;
    return i;
  }
  std::size_t skip_blanks_back(std::size_t i) const {
    const std::size_t begin = i - std::min(i - window.begin, most_blanks);
    while (i > begin && is_blank(text[i - 1])) --i;
    return i;
  }

  std::string_view view(Span span) const { return text.substr(span.begin, span.end - span.begin); }
};

}  // namespace keysieve
