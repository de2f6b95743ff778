#include "git/legacy_text.h"

#include <tuple>

#include "catch.h"

namespace keysieve {

TEST_CASE("legacy text: what a commit says of its encoding is believed, however it is spelled",
          "[git]") {
  CHECK(utf8_from("Andr\xe9", "ISO-8859-1") == "André");
  CHECK(utf8_from("Andr\xe9", "iso8859-1") == "André");
  CHECK(utf8_from("Andr\xe9", "Latin-1") == "André");
  CHECK(utf8_from("\x80", "windows-1252") == "€");
  CHECK(utf8_from("\x80", "CP1252") == "€");
  CHECK(utf8_from("\xe9\xd7\xc1\xce", "KOI8-R") == "Иван");
  CHECK(utf8_from("\x93\xfa\x96\x7b", "Shift_JIS") == "日本");
  CHECK(utf8_from("\xc6\xfc\xcb\xdc", "EUC-JP") == "日本");
  CHECK(utf8_from("\x1b$BF|K\\\x1b(B", "ISO-2022-JP") == "日本");
  CHECK(utf8_from("\xd6\xd0", "GBK") == "中");
  CHECK(utf8_from("", "ISO-8859-1").empty());
}

TEST_CASE("legacy text: without a known encoding the bytes stay as they are", "[git]") {
  for (const auto& [text, encoding] : {std::tuple("Andr\xe9", ""),
                                       {"André", "UTF-8"},
                                       {"Andr\xe9", "ISO-8859-77"},
                                       {"Andr\xe9", "ISO-8859-1//TRANSLIT"},
                                       {"Andr\xe9", "ISO-8859-/../x"},
                                       {"Andr\xe9", "UTF-7"},
                                       {"\x93", "Shift_JIS"}}) {
    CAPTURE(encoding);
    CHECK(utf8_from(text, encoding) == text);
  }
}

}  // namespace keysieve
