// Places in a text: byte offsets, lines, columns.
#pragma once

#include <cstddef>
#include <string_view>

#include "keysieve/finding.h"

namespace keysieve {

// The first byte of the line that holds `offset`; `offset` may be text.size().
std::size_t line_begin(std::string_view text, std::size_t offset);

// The end of that line, before its newline.
std::size_t line_end(std::string_view text, std::size_t offset);

// Where the line begins that is `count` lines before the one that begins at `begin`, and where the
// line after it ends, with its newline, that is `count` lines after the one that ends at `end`. At
// the text's ends there may be fewer.
std::size_t lines_before(std::string_view text, std::size_t begin, int count);
std::size_t lines_after(std::string_view text, std::size_t end, int count);

// The line that holds `offset`, without newline or carriage return.
std::string_view line_at(std::string_view text, std::size_t offset);

// "\r\n" where the first line of `text` ends so, else "\n".
std::string_view line_break_of(std::string_view text);

// Turns offsets of one text into lines and columns. Asking in ascending order costs one pass over
// the text in all; going back starts over.
class LineCounter {
 public:
  explicit LineCounter(std::string_view text) : text_(text) {}
  Region region(std::size_t begin, std::size_t end);

 private:
  void advance(std::size_t offset);

  std::string_view text_;
  std::size_t counted_ = 0;     // bytes whose newlines are counted
  std::size_t line_start_ = 0;  // of the line that holds counted_
  std::uint32_t line_ = 1;
};

}  // namespace keysieve
