#include "detect/encoded.h"

#include <algorithm>
#include <string>

#include "catch.h"
#include "support/encodings.h"
#include "support/fake.h"

namespace keysieve {
namespace {

std::vector<EncodedText> found_in(std::string_view text) {
  return encoded_texts(text);
}

// The one text in `text`, which must be encoded in `segment`.
void check_found(std::string_view text, std::string_view segment, std::string_view decoded) {
  const auto found = found_in(text);
  INFO(text);
  REQUIRE(found.size() == 1);
  CHECK(text.substr(found[0].span.begin, found[0].span.end - found[0].span.begin) == segment);
  CHECK(found[0].text == decoded);
}

std::string wrapped(std::string_view text, std::size_t width, std::string_view newline) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += width) {
    if (i != 0) out += newline;
    out += text.substr(i, width);
  }
  return out;
}

TEST_CASE("encoded: base64 of any length is found as a whole", "[detect]") {
  constexpr std::string_view words = "a=1 b=2? c>3 ~~~ d=4\ne=5";
  for (std::size_t length = 18; length <= words.size(); ++length) {
    const std::string_view hidden = words.substr(0, length);
    const std::string plain = test::base64(hidden), url = test::base64url(hidden);
    check_found("data: " + plain, plain, hidden);
    check_found("'" + plain + "'\n", plain, hidden);
    check_found("?state=" + url + "&x=y", url, hidden);
  }
}

TEST_CASE("encoded: the shortest segment is found wherever it begins", "[detect]") {
  test::Fake fake(5);
  for (std::size_t offset = 0; offset < 50; ++offset) {
    for (const char beside : {' ', '.', '@', '[', '`', '{', '^', ',', '*', ':', '\0', '\xE1'}) {
      const std::string hidden = fake.from("abcxyzMNO019?>~ /=:\n", 18);
      const std::string segment = test::base64(hidden);
      REQUIRE(segment.size() == 24);
      check_found(std::string(offset, '.') + beside + segment + beside, segment, hidden);
    }
  }
}

TEST_CASE("encoded: base64url is found behind a path", "[detect]") {
  const std::string segment = test::base64url("name=value, name=value, name=value");
  check_found("https://example.org/long/path/to/it/" + segment + "/end", segment,
              "name=value, name=value, name=value");
}

TEST_CASE("encoded: base64 wrapped into lines is one segment", "[detect]") {
  std::string hidden;
  for (int i = 0; i < 40; ++i) hidden += "line " + std::to_string(i) + "\n";
  for (const std::size_t width : {60U, 64U, 76U}) {
    for (const std::string_view newline : {"\n", "\r\n", "\n    "}) {
      const std::string segment = wrapped(test::base64(hidden), width, newline);
      check_found("    " + segment + "\nnext: line", segment, hidden);
    }
  }
}

TEST_CASE("encoded: hexadecimal text is found, with what announces it", "[detect]") {
  constexpr std::string_view hidden = "sixteen letters!";
  const std::string segment = test::hex(hidden);
  check_found("value: " + segment, segment, hidden);
  check_found("(0x" + segment + ")", "0x" + segment, hidden);
  check_found("'\\x" + segment + "'", "x" + segment, hidden);
  CHECK(found_in("value: " + segment.substr(2)).empty());
}

TEST_CASE("encoded: percent escapes are found from three on", "[detect]") {
  check_found("url = \"https://h/?q=%7B%22a%22%3A1%7D&r=s\"", "https://h/?q=%7B%22a%22%3A1%7D&r=s",
              "https://h/?q={\"a\":1}&r=s");
  CHECK(found_in("https://h/?q=a%20b%20c").empty());
  CHECK(found_in("{% if a %}{% else %}{% endif %} width: 100%;").empty());
}

TEST_CASE("encoded: UTF-16 in base64 is text as well", "[detect]") {
  constexpr std::string_view hidden = "$key = 'of a script'";
  const std::string segment = test::base64(test::encoded(hidden, test::wide_encodings[0], false));
  check_found("powershell -enc " + segment, segment, hidden);
}

TEST_CASE("encoded: words, paths, rules of dashes and identifiers are no encoded text",
          "[detect]") {
  for (const std::string_view text :
       {"internationalizationAndLocalizationOfEverything", "wagtail/images/templates/images/add",
        "--------------------------------------------", "some_very_long_name_of_a_python_function",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "00000000000000000000000000000000"}) {
    INFO(text);
    CHECK(found_in(text).empty());
  }
}

TEST_CASE("encoded: fewer than one in 200 random keys reads like text", "[detect]") {
  test::Fake fake(3);
  std::size_t taken = 0;
  for (int i = 0; i < 2000; ++i) {
    taken += found_in(fake.from(test::urlsafe_alphabet, 44)).size();
    taken += found_in(fake.hex(64)).size();
  }
  CHECK(taken < 20);
}

// Each line begins like text, and goes on with what is none to the end: it would be decoded as far
// as the last line, and so would each of those after it.
TEST_CASE("encoded: lines that only begin like text take time linear in their number", "[detect]") {
  test::Fake fake(4);
  std::string text;
  const std::string words = test::base64(std::string(48, 'w'));
  for (int i = 0; i < 40'000; ++i) text += words + fake.from(test::alnum_alphabet, 128) + "\n";
  CHECK(found_in(text).empty());
}

TEST_CASE("encoded: how much is decoded depends on the lines around it alone", "[detect]") {
  const std::string wrapped = test::base64(std::string(45, 'w') + std::string(3, ' '));
  const std::string secret = test::base64("api_key = 'what is encoded at the end'");
  std::string block;
  for (int i = 0; i < 200; ++i) block += wrapped + "\n";
  const auto in_block = found_in(secret + "\n");
  const auto behind = found_in(block + "\nno such word\n" + secret + "\n");
  REQUIRE(in_block.size() == 1);
  REQUIRE_FALSE(behind.empty());
  CHECK(behind.back().text == in_block[0].text);
}

std::vector<std::string> surrounding(std::string_view text, Span lines) {
  std::vector<Span> spans;
  encoded_surroundings(text, lines, &spans);
  std::vector<std::string> parts;
  for (const Span span : spans) parts.emplace_back(text.substr(span.begin, span.end - span.begin));
  return parts;
}

TEST_CASE(
    "encoded: the surroundings of a segment are its block of long words and a line on both sides",
    "[detect]") {
  const std::string word = test::base64("some words of text") + "\n";
  const std::string text = "a\nb\n" + word + word + word + "c\nd\n";
  const Span middle{4 + word.size(), 4 + 2 * word.size()};
  CHECK(surrounding(text, middle) == std::vector<std::string>{"b\n" + word + word + word + "c\n"});
  CHECK(surrounding(text, {0, 4}).empty());
  CHECK(surrounding("a\nx%41%42%43%20words\nb\nc\n", {2, 21}) ==
        std::vector<std::string>{"a\nx%41%42%43%20words\nb\n"});
}

}  // namespace
}  // namespace keysieve
