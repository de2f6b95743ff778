// Deltas do what git's own words for them say, as carried out here byte by byte, or are refused.
#include "git/delta.h"

#include <optional>

#include "fuzz_target.h"

namespace {

using namespace keysieve;

constexpr std::uint64_t largest = 1 << 20;

// The result by the definition of the format; nothing where it is against it.
std::optional<std::string> by_definition(std::string_view base, std::string_view instructions,
                                         std::uint64_t size) {
  std::string made;
  for (std::size_t at = 0; at < instructions.size();) {
    const auto code = static_cast<std::uint8_t>(instructions[at++]);
    if (code == 0) return std::nullopt;
    std::uint64_t length = code, offset = 0;
    std::string_view from = instructions;
    if ((code & 0x80) != 0) {
      length = 0;
      for (int bit = 0; bit < 7; ++bit) {
        if ((code >> bit & 1) == 0) continue;
        if (at == instructions.size()) return std::nullopt;
        const auto value =
            static_cast<std::uint64_t>(static_cast<std::uint8_t>(instructions[at++]));
        bit < 4 ? offset |= value << 8 * bit : length |= value << 8 * (bit - 4);
      }
      if (length == 0) length = 0x10000;
      from = base;
    } else {
      offset = at;
      at += length;
    }
    if (offset > from.size() || length > from.size() - offset) return std::nullopt;
    made += from.substr(offset, length);
    if (made.size() > size) return std::nullopt;
  }
  if (made.size() != size) return std::nullopt;
  return made;
}

void check_segments(const std::vector<Segment>& segments, std::string_view base,
                    std::string_view made) {
  std::size_t end = 0;
  for (const Segment& segment : segments) {
    fuzz::expect(segment.begin == end && segment.length > 0, "segments follow each other");
    end += segment.length;
    fuzz::expect(end <= made.size(), "segments end in the result");
    if (segment.is_copy()) {
      fuzz::expect(
          base.substr(segment.source, segment.length) == made.substr(segment.begin, segment.length),
          "a copied segment is in the base");
    }
  }
  fuzz::expect(end == made.size(), "segments are all of the result");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::string base(input.part());
  const std::string_view delta = input.rest();
  Bytes instructions = bytes_of(delta);
  const auto sizes = take_delta_sizes(&instructions);
  if (!sizes || sizes->result > largest) return 0;
  const auto expected = by_definition(base, as_text(instructions), sizes->result);
  std::vector<std::uint8_t> made(static_cast<std::size_t>(sizes->result));
  std::vector<Segment> segments;
  const bool applied = apply_delta(bytes_of(base), instructions, made, &segments);
  fuzz::expect(applied == expected.has_value(), "refused if it is damaged, and only then");
  if (!applied) return 0;
  fuzz::expect(as_text(made) == *expected, "the same result");
  check_segments(segments, base, *expected);
  return 0;
}
