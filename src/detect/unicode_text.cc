#include "detect/unicode_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace keysieve {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t probe = 8000;  // as many bytes as git looks at to tell text from binary
constexpr char32_t malformed = 0x110000;

struct Encoding {
  std::string_view mark;
  std::size_t unit;
  bool little_endian;
};
// The mark of UTF-16LE begins that of UTF-32LE, which is therefore tried first.
constexpr std::array<Encoding, 4> encodings = {
    Encoding{"\xFF\xFE\0\0"sv, 4, true}, Encoding{"\0\0\xFE\xFF"sv, 4, false},
    Encoding{"\xFF\xFE"sv, 2, true}, Encoding{"\xFE\xFF"sv, 2, false}};

char32_t unit_at(std::string_view bytes, std::size_t offset, const Encoding& encoding) {
  char32_t value = 0;
  for (std::size_t i = 0; i < encoding.unit; ++i) {
    const std::size_t at = encoding.little_endian ? encoding.unit - 1 - i : i;
    value = value << 8 | static_cast<unsigned char>(bytes[offset + at]);
  }
  return value;
}

bool is_surrogate(char32_t code) {
  return code >= 0xD800 && code < 0xE000;
}

struct Character {
  char32_t code;
  std::size_t size;
};

// There must be a whole unit at `offset`.
Character character_at(std::string_view bytes, std::size_t offset, const Encoding& encoding) {
  const char32_t code = unit_at(bytes, offset, encoding);
  if (!is_surrogate(code)) return {std::min(code, malformed), encoding.unit};
  const bool leads_pair = encoding.unit == 2 && code < 0xDC00 && offset + 4 <= bytes.size();
  if (!leads_pair) return {malformed, encoding.unit};
  const char32_t low = unit_at(bytes, offset + 2, encoding);
  if (low < 0xDC00 || low >= 0xE000) return {malformed, 2};
  return {0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00), 4};
}

// No text holds other control characters than blanks, the old end-of-file mark and escape.
bool stands_in_text(char32_t code) {
  const bool blank = code >= 9 && code <= 13;
  return code < malformed && (code >= 0x20 || blank || code == 0x1A || code == 0x1B);
}

bool seems_to_be_in(std::string_view bytes, const Encoding& encoding, bool marked) {
  std::size_t characters = 0, ascii = 0, offset = 0;
  while (offset < probe && offset + encoding.unit <= bytes.size()) {
    const Character next = character_at(bytes, offset, encoding);
    if (!stands_in_text(next.code)) return false;
    ++characters;
    ascii += next.code < 0x80;
    offset += next.size;
  }
  return characters > 0 && (marked || 2 * ascii >= characters);
}

void append_utf8(char32_t code, std::string* out) {
  const auto put = [&](char32_t byte) { out->push_back(static_cast<char>(byte)); };
  if (code == malformed) code = 0xFFFD;
  if (code < 0x80) return put(code);
  const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  put((0xFF00U >> (more + 1) & 0xFFU) | code >> (6 * more));
  for (int i = more - 1; i >= 0; --i) put(0x80U | (code >> (6 * i) & 0x3FU));
}

std::string to_utf8(std::string_view bytes, const Encoding& encoding) {
  std::string text;
  text.reserve(bytes.size() / encoding.unit);
  for (std::size_t offset = 0; offset + encoding.unit <= bytes.size();) {
    const Character next = character_at(bytes, offset, encoding);
    append_utf8(next.code, &text);
    offset += next.size;
  }
  return text;
}

// Of the bytes, those that are whole characters: all but the beginning of one.
std::size_t whole_characters(std::string_view bytes, const Encoding& encoding) {
  const std::size_t size = bytes.size() / encoding.unit * encoding.unit;
  if (encoding.unit != 2 || size == 0) return size;
  const char32_t last = unit_at(bytes, size - 2, encoding);
  return is_surrogate(last) && last < 0xDC00 ? size - 2 : size;
}

}  // namespace

std::optional<Utf8Parts> Utf8Parts::begin(std::string_view head) {
  for (std::size_t i = 0; i < encodings.size(); ++i) {
    const std::string_view mark = encodings[i].mark;
    if (!head.starts_with(mark)) continue;
    if (seems_to_be_in(head.substr(mark.size()), encodings[i], true)) {
      return Utf8Parts(i, mark.size());
    }
  }
  if (head.substr(0, probe).find('\0') == std::string_view::npos) return std::nullopt;
  for (std::size_t i = 0; i < encodings.size(); ++i) {
    if (seems_to_be_in(head, encodings[i], false)) return Utf8Parts(i, 0);
  }
  return std::nullopt;
}

std::string Utf8Parts::convert(std::string_view bytes) {
  std::string all = std::move(rest_).append(bytes);
  const std::size_t whole = whole_characters(all, encodings[encoding_]);
  rest_ = all.substr(whole);
  all.resize(whole);
  return to_utf8(all, encodings[encoding_]);
}

std::string Utf8Parts::finish() {
  return to_utf8(std::exchange(rest_, {}), encodings[encoding_]);
}

std::optional<std::string> utf8_of(std::string_view bytes) {
  auto parts = Utf8Parts::begin(bytes);
  if (!parts) return std::nullopt;
  std::string text = parts->convert(bytes.substr(parts->mark_size()));
  return text += parts->finish();
}

}  // namespace keysieve
