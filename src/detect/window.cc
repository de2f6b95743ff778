#include "detect/window.h"

#include <algorithm>

#include "base/lines.h"

namespace keysieve {
namespace {

// The part of a long line around `hit`: at least 1 KiB before it and 2 KiB after it, where the line
// has them.
Span cut(Span line, std::size_t hit) {
  const std::size_t number = (hit - line.begin) / window_stride;
  const std::size_t begin = line.begin + (number == 0 ? 0 : number - 1) * window_stride;
  return {begin, std::min(begin + max_line_window, line.end)};
}

// The line after or before the window, of which no more is looked at than shows that it is too
// long: else each window beside a line of megabytes would cost megabytes.
Span line_after(std::string_view text, Span window) {
  const std::size_t begin = window.end + 1;
  const std::string_view near = text.substr(begin, max_line_window + 1);
  return {begin, begin + line_end(near, 0)};
}

Span line_before(std::string_view text, Span window) {
  const std::size_t end = window.begin - 1;
  const std::size_t farthest = end - std::min(end, max_line_window + 1);
  const std::string_view near = text.substr(farthest, end - farthest);
  return {farthest + line_begin(near, near.size()), end};
}

bool fits(Span line, Span window) {
  return line.end - line.begin <= max_line_window &&
         (line.end - line.begin) + 1 + (window.end - window.begin) <= max_window;
}

}  // namespace

Span line_around(std::string_view text, std::size_t offset) {
  return {line_begin(text, offset), line_end(text, offset)};
}

Span with_lines_around(std::string_view text, Span lines, int count) {
  const std::size_t next = std::min(lines.end + 1, text.size());
  return {lines_before(text, lines.begin, count), lines_after(text, next, count)};
}

Span window_around(std::string_view text, Span line, std::size_t hit, int context_lines) {
  if (line.end - line.begin > max_line_window) return cut(line, hit);
  Span window = line;
  bool after = true, before = true;
  for (int i = 0; i < context_lines && (after || before); ++i) {
    after = after && window.end < text.size() && fits(line_after(text, window), window);
    if (after) window.end = line_after(text, window).end;
    before = before && window.begin > 0 && fits(line_before(text, window), window);
    if (before) window.begin = line_before(text, window).begin;
  }
  return window;
}

}  // namespace keysieve
