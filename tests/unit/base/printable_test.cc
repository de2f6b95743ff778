#include "base/printable.h"

#include "catch.h"

using namespace keysieve;

TEST_CASE("printable: text in any script stays as it is", "[base]") {
  for (const char* text : {"plain", "Grüße, Łódź", "日本語", "🔑"}) CHECK(printable(text) == text);
}

TEST_CASE("printable: nothing that acts on a terminal passes", "[base]") {
  CHECK(printable("\x1b[31mred\a\b\n") == "?[31mred???");
  CHECK(printable("a\xC2\x9B"
                  "31m") == "a?31m");  // C1: CSI in one character
  CHECK(printable("x\xE2\x80\xAE"
                  "gpj.exe") == "x?gpj.exe");  // right-to-left override
}

TEST_CASE("to_utf8: each byte outside a well-formed sequence becomes U+FFFD", "[base]") {
  CHECK(to_utf8("ok\xFF") == "ok\xEF\xBF\xBD");
  CHECK(to_utf8("\xC0\xAF") == "\xEF\xBF\xBD\xEF\xBF\xBD");                  // overlong slash
  CHECK(to_utf8("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // a surrogate
  CHECK(to_utf8("\xE2\x82") == "\xEF\xBF\xBD\xEF\xBF\xBD");                  // cut short
  CHECK(to_utf8("\xF4\x90\x80\x80").find('\xF4') == std::string::npos);      // above U+10FFFF
}

TEST_CASE("printable_lines: as printable, but tabs and line ends stay", "[base]") {
  CHECK(printable_lines("a\tb\r\nc\x1b\xFF") == "a\tb\r\nc?\xEF\xBF\xBD");
}
