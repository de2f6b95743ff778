#include "base/printable.h"

#include <cstddef>

#include "base/acting_character.h"

namespace keysieve {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

struct Decoded {
  char32_t code = 0;
  std::size_t length = 0;  // 0: the first byte starts no well-formed sequence
};

// The first code point of `bytes`, by the table of well-formed sequences in the Unicode Standard
// (3.9, table 3-7): no overlong forms, no surrogates, nothing above U+10FFFF.
Decoded decode(std::string_view bytes) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char lead = at(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead < 0xC2   ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length == 0 || bytes.size() < length) return {};
  char32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((at(i) & 0xC0) != 0x80) return {};
    code = code << 6 | (at(i) & 0x3FU);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  if (overlong || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return {};
  return {code, length};
}

bool acts_on_terminal(char32_t code) {
  const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
  const bool separator = code == 0x2028 || code == 0x2029;
  const bool bidirectional = code == 0x61C || code == 0x200E || code == 0x200F ||
                             (code >= 0x202A && code <= 0x202E) ||
                             (code >= 0x2066 && code <= 0x2069);
  return control || separator || bidirectional;
}

template <typename Keep>
std::string rewrite(std::string_view bytes, Keep keep) {
  std::string out;
  out.reserve(bytes.size());
  while (!bytes.empty()) {
    const Decoded next = decode(bytes);
    const std::size_t length = next.length == 0 ? 1 : next.length;
    if (next.length == 0) {
      out += replacement;
    } else if (keep(next.code)) {
      out += bytes.substr(0, length);
    } else {
      out += '?';
    }
    bytes.remove_prefix(length);
  }
  return out;
}

}  // namespace

ActingCharacter acting_character(std::string_view text) {
  const Decoded first = text.empty() ? Decoded{} : decode(text);
  if (first.length == 0 || !acts_on_terminal(first.code)) return {};
  return {first.code, first.length};
}

std::string to_utf8(std::string_view bytes) {
  return rewrite(bytes, [](char32_t) { return true; });
}

std::string printable(std::string_view bytes) {
  return rewrite(bytes, [](char32_t code) { return !acts_on_terminal(code); });
}

std::string printable_lines(std::string_view bytes) {
  return rewrite(bytes, [](char32_t code) {
    return code == '\t' || code == '\n' || code == '\r' || !acts_on_terminal(code);
  });
}

}  // namespace keysieve
