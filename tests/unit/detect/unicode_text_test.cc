#include "detect/unicode_text.h"

#include <string>

#include "catch.h"
#include "support/encodings.h"
#include "support/fake.h"

namespace keysieve {
namespace {

using test::Utf;

constexpr std::string_view settings = "# Réglages – 設定 🔑\r\nDEBUG = False\r\nSECRET = 'x'";

TEST_CASE("unicode text: UTF-16 and UTF-32 become UTF-8, with and without a mark", "[detect]") {
  for (const Utf& utf : test::wide_encodings) {
    INFO(utf.unit << " bytes, little endian: " << utf.little_endian);
    CHECK(utf8_of(test::encoded(settings, utf, true)) == settings);
    CHECK(utf8_of(test::encoded(settings, utf, false)) == settings);
  }
}

TEST_CASE("unicode text: a mark is enough for text that is not ASCII at all", "[detect]") {
  constexpr std::string_view text = "設定ファイル";
  for (const Utf& utf : test::wide_encodings) {
    CHECK(utf8_of(test::encoded(text, utf, true)) == text);
    CHECK(utf8_of(test::encoded(text, utf, false)) == std::nullopt);
  }
}

TEST_CASE("unicode text: what is none is left alone", "[detect]") {
  using namespace std::string_view_literals;
  CHECK(utf8_of("") == std::nullopt);
  CHECK(utf8_of(settings) == std::nullopt);
  CHECK(utf8_of("\xFF\xFE") == std::nullopt);                         // a mark, and nothing
  CHECK(utf8_of("\xFF\xFE\x01\x00\x02\x00"sv) == std::nullopt);       // control characters
  CHECK(utf8_of("A\0B\0C\0\0\0D\0"sv) == std::nullopt);               // a NUL character
  CHECK(utf8_of("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"sv) == std::nullopt);  // an image
  CHECK(utf8_of("\x7F"
                "ELF\x02\x01\x01\0\0\0\0\0"sv) == std::nullopt);  // a program
  CHECK(utf8_of("one\0two\0three\0four\0"sv) == std::nullopt);    // a list
}

TEST_CASE("unicode text: random bytes are never taken for text", "[detect]") {
  test::Fake fake(7);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(64, '\0');
    for (char& byte : bytes) byte = static_cast<char>(fake.below(4) == 0 ? 0 : fake.below(256));
    CHECK(utf8_of(bytes) == std::nullopt);
  }
}

TEST_CASE("unicode text: half a pair and half a unit become one U+FFFD, or nothing", "[detect]") {
  using namespace std::string_literals;
  const std::string long_text(8000, 'a');
  const Utf utf16le = test::wide_encodings[0];
  const std::string bytes = test::encoded(long_text, utf16le, true);
  CHECK(utf8_of(bytes + "\x3D\xD8"s + "b\0"s) == long_text + "\uFFFDb");
  CHECK(utf8_of(bytes + "b") == long_text);
}

}  // namespace
}  // namespace keysieve
