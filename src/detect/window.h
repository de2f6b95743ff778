// The bounded part of a text that a rule sees around a keyword: the keyword's line, with the lines
// around it that the rule asks for. The bound keeps memory flat and makes a line of 50 MB harmless.
// A window is a function of the lines it is made of, never of where they stand in the file: so the
// same lines give the same matches in every version of a file.
#pragma once

#include <cstddef>
#include <string_view>

#include "keysieve/detector.h"

namespace keysieve {

inline constexpr std::size_t max_line_window = 4096;
inline constexpr std::size_t max_window = std::size_t{32} << 10;
// Lines longer than max_line_window are cut into windows of that size at each multiple of this, so
// that each byte of a line is in at most four and a keyword has most of its window after it.
inline constexpr std::size_t window_stride = 1024;

// The line of `text` that holds the byte at `offset`, without its newline.
Span line_around(std::string_view text, std::size_t offset);

// `lines`, and as many before and after them: whole lines, with their line breaks.
Span with_lines_around(std::string_view text, Span lines, int count);

// What a rule with `context_lines` sees of `text` around the keyword whose last byte is at `hit` in
// `line`. Windows of ascending hits ascend.
Span window_around(std::string_view text, Span line, std::size_t hit, int context_lines);

}  // namespace keysieve
