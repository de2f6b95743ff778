#include "support/encodings.h"

#include "support/fake.h"

namespace keysieve::test {
namespace {

std::u32string characters(std::string_view utf8) {
  std::u32string result;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) == 0x80) {
      result.back() = result.back() << 6 | (byte & 0x3FU);
    } else {
      result += byte < 0x80   ? byte
                : byte < 0xE0 ? byte & 0x1FU
                : byte < 0xF0 ? byte & 0xFU
                              : byte & 7U;
    }
  }
  return result;
}

void append_unit(char32_t value, const Utf& utf, std::string* out) {
  for (std::size_t i = 0; i < utf.unit; ++i) {
    out->push_back(static_cast<char>(value >> 8 * (utf.little_endian ? i : utf.unit - 1 - i)));
  }
}

std::string in_base64(std::string_view bytes, std::string_view alphabet, bool padded) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view group = bytes.substr(i, 3);
    unsigned value = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      value = value << 8 | (k < group.size() ? static_cast<unsigned char>(group[k]) : 0U);
    }
    for (std::size_t k = 0; k <= group.size(); ++k) out += alphabet[value >> (18 - 6 * k) & 63];
    if (padded) out.append(3 - group.size(), '=');
  }
  return out;
}

void append_hex(char c, std::string_view before, std::string* out) {
  const auto byte = static_cast<unsigned char>(c);
  *out += before;
  *out += hex_digits[byte >> 4];
  *out += hex_digits[byte & 15];
}

}  // namespace

std::string encoded(std::string_view utf8, const Utf& utf, bool mark) {
  std::string out;
  if (mark) append_unit(0xFEFF, utf, &out);
  for (const char32_t c : characters(utf8)) {
    if (utf.unit == 4 || c < 0x10000) {
      append_unit(c, utf, &out);
    } else {
      append_unit(0xD800 + ((c - 0x10000) >> 10), utf, &out);
      append_unit(0xDC00 + (c & 0x3FF), utf, &out);
    }
  }
  return out;
}

std::string base64(std::string_view bytes) {
  return in_base64(bytes, std::string(alnum_alphabet) + "+/", true);
}

std::string base64url(std::string_view bytes) {
  return in_base64(bytes, std::string(alnum_alphabet) + "-_", false);
}

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) append_hex(c, "", &out);
  return out;
}

std::string percent(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    if (alnum_alphabet.find(c) != std::string_view::npos) {
      out += c;
    } else {
      append_hex(c, "%", &out);
    }
  }
  return out;
}

}  // namespace keysieve::test
