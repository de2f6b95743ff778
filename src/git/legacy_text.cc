#include "git/legacy_text.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <memory>

namespace keysieve {
namespace {

// As git and its users spell them, in capitals; what begins with one of the first is followed by a
// number or a letter.
constexpr std::array families = {"ISO-8859-", "ISO8859-", "WINDOWS-12", "CP12", "KOI8-"};
constexpr std::array encodings = {"LATIN1",      "LATIN-1", "EUC-JP", "EUCJP",   "SHIFT_JIS",
                                  "SHIFT-JIS",   "SJIS",    "CP932",  "EUC-KR",  "EUC-CN",
                                  "ISO-2022-JP", "GBK",     "GB2312", "GB18030", "CP936",
                                  "BIG5",        "EUC-TW",  "CP949"};

std::string capitals(std::string_view name) {
  std::string capital(name);
  for (char& c : capital) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return capital;
}

bool is_known(std::string_view name) {
  const bool plain = name.size() <= 16 && name.find('/') == std::string_view::npos;
  return plain && (std::find(encodings.begin(), encodings.end(), name) != encodings.end() ||
                   std::any_of(families.begin(), families.end(),
                               [&](const char* family) { return name.starts_with(family); }));
}

struct Closer {
  using pointer = iconv_t;
  void operator()(iconv_t converter) const { iconv_close(converter); }
};
using Converter = std::unique_ptr<void, Closer>;

}  // namespace

std::string utf8_from(std::string_view text, std::string_view encoding) {
  const std::string name = capitals(encoding);
  if (!is_known(name)) return std::string(text);
  const iconv_t opened = iconv_open("UTF-8", name == "LATIN-1" ? "LATIN1" : name.c_str());
  if (opened == reinterpret_cast<iconv_t>(-1)) return std::string(text);
  const Converter converter(opened);
  std::string input(text);
  std::string output(text.size() * 4, '\0');  // no character of these takes more in UTF-8
  char* from = input.data();
  char* to = output.data();
  std::size_t left = input.size(), room = output.size();
  if (iconv(opened, &from, &left, &to, &room) == static_cast<std::size_t>(-1)) {
    return std::string(text);
  }
  output.resize(output.size() - room);
  return output;
}

}  // namespace keysieve
