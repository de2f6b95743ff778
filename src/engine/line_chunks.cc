#include "engine/line_chunks.h"

#include <cstdint>
#include <cstring>

namespace keysieve {
namespace {

constexpr std::size_t least = 512, most = 4096;
constexpr int lines_a_cut = 3;  // as a power of two: after one of so many lines is cut

// Whether the eight bytes before `at` say that a chunk ends there.
bool ends_chunk(std::string_view text, std::size_t at) {
  std::uint64_t before = 0;
  std::memcpy(&before, text.data() + at - sizeof before, sizeof before);
  return before * 0x9E3779B97F4A7C15 >> (64 - lines_a_cut) == 0;
}

}  // namespace

Span first_chunk(std::string_view text, Span lines) {
  std::size_t at = lines.begin + least;
  while (at < lines.end) {
    const std::size_t newline = text.find('\n', at);
    if (newline >= lines.end) break;
    at = newline + 1;
    if (at - lines.begin >= most || ends_chunk(text, at)) return {lines.begin, at};
  }
  return lines;
}

}  // namespace keysieve
