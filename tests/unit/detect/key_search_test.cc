// A known key is found wherever it stands, and nothing else is.
#include "detect/key_search.h"

#include <cctype>
#include <string>
#include <utility>
#include <vector>

#include "catch.h"
#include "keysieve/grade.h"
#include "support/encodings.h"
#include "support/fake.h"

using namespace keysieve;

namespace {

std::vector<KeyHit> find(const std::vector<std::string_view>& keys, std::string_view text,
                         bool binary = false) {
  const auto search = KeySearch::make(keys);
  REQUIRE(search);
  KeySearch::Scratch scratch;
  return search->find(text, binary, scratch);
}

bool finds(std::string_view key, std::string_view text) {
  return !find({key}, text).empty();
}

std::string replaced(std::string_view text, char character, std::string_view by) {
  std::string result;
  for (const char c : text) c == character ? result += by : result += c;
  return result;
}

}  // namespace

TEST_CASE("key search: a key is found at its place, whatever is around it", "[grade]") {
  const std::string key = test::Fake(21).django_key();
  for (const auto& [before, after] : std::vector<std::pair<std::string, std::string>>{
           {"", ""},
           {"SECRET_KEY = '", "'\n"},
           {"xx", "yy"},
           {"\n\n", "\r\n"},
           {std::string(100000, 'x'), std::string(100000, 'y')},
           {std::string("\0\1", 2), "\xff"}}) {
    const auto hits = find({key}, before + key + after);
    REQUIRE(hits.size() == 1);
    CHECK(hits[0].span == Span{before.size(), before.size() + key.size()});
  }
}

TEST_CASE("key search: every place of a text is one, and each key has its own", "[grade]") {
  test::Fake fake(22);
  const std::string a = fake.urlsafe_key(), b = fake.hex(64);
  const auto hits = find({a, b}, a + "\n" + b + "\n" + a);
  CHECK(hits == std::vector<KeyHit>{{{0, 51}, 0}, {{52, 116}, 1}, {{117, 168}, 0}});
}

TEST_CASE("key search: a key that differs in one character is another", "[grade]") {
  const std::string key = test::Fake(23).urlsafe_key();
  for (std::size_t i = 0; i < key.size(); ++i) {
    std::string other = key;
    other[i] = other[i] == 'a' ? 'b' : 'a';
    CHECK_FALSE(finds(key, "k = '" + other + "'"));
    CHECK_FALSE(finds(key, test::base64(other)));
    CHECK_FALSE(finds(key, "x" + test::base64("12" + other + "345")));
  }
  std::string upper = key;
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  CHECK_FALSE(finds(key, upper));
}

TEST_CASE("key search: a key is found as people and programs escape it", "[grade]") {
  const std::string key = "p$q&" + test::Fake(24).from(test::django_alphabet, 40) + "\"'\\%/<>`";
  const std::string escaped = replaced(key, '\\', "\\\\");
  for (const std::string& form :
       {replaced(escaped, '"', "\\\""), replaced(escaped, '\'', "\\'"),
        replaced(replaced(escaped, '"', "\\\""), '/', "\\/"),
        replaced(replaced(replaced(escaped, '"', "\\\""), '$', "\\$"), '`', "\\`"),
        replaced(replaced(replaced(replaced(escaped, '"', "\\\""), '&', "\\u0026"), '<', "\\u003c"),
                 '>', "\\u003e"),
        replaced(key, '\'', "''"), replaced(key, '$', "$$"), replaced(key, '%', "%%"),
        replaced(replaced(replaced(key, '&', "&amp;"), '<', "&lt;"), '>', "&gt;"),
        test::percent(key)}) {
    CAPTURE(form);
    CHECK(finds(key, "k: " + form + "\n"));
  }
}

TEST_CASE("key search: a key is found in hexadecimal, in UTF-16 and in base64 of any bytes",
          "[grade]") {
  std::string bytes;
  for (int c = 0; c < 256; ++c) bytes += static_cast<char>(c);
  test::Fake fake(25);
  for (const std::string& key :
       {fake.urlsafe_key(), fake.from(bytes, 32), fake.from(bytes, 33), fake.from(bytes, 34)}) {
    std::string wide;
    for (const char c : key) wide += std::string(1, c) + '\0';
    CHECK(finds(key, test::hex(key)));
    if (key.size() == 51) CHECK(finds(key, "\1\2" + wide));
    for (std::size_t before = 0; before < 7; ++before) {
      for (std::size_t after = 0; after < 4; ++after) {
        const std::string around = fake.from(bytes, before) + key + fake.from(bytes, after);
        CAPTURE(before, after);
        CHECK(finds(key, "v=" + test::base64(around) + ";"));
        CHECK(finds(key, "v=" + test::base64url(around) + ";"));
      }
    }
  }
}

TEST_CASE("key search: what is encoded in text three deep is looked into, and its place told",
          "[grade]") {
  const std::string key = test::Fake(26).urlsafe_key();
  std::string text = "a file of settings\nSECRET_KEY=" + key + "\nand more of it\n";
  for (int depth = 1; depth <= 3; ++depth) {
    text = test::base64(text);
    const auto hits = find({key}, "x = " + text + "\n");
    CAPTURE(depth);
    REQUIRE(hits.size() == 1);
    if (depth > 1) CHECK(hits[0].span == Span{4, 4 + text.size()});
  }
}

TEST_CASE("key search: a short key counts where it stands by itself", "[grade]") {
  for (const char* const text :
       {"PASSWORD=hunter2\n", "\"hunter2\"", "hunter2", "a-hunter2-b", "x: aHVudGVyMg==\n"}) {
    CAPTURE(text);
    CHECK(finds("hunter2", text));
  }
  for (const char* const text : {"hunter22", "xhunter2", "hunter2_", "HUNTER2", "hunter", ""}) {
    CAPTURE(text);
    CHECK_FALSE(finds("hunter2", text));
  }
  CHECK(finds("abcd", "abcd"));
  CHECK_FALSE(finds("abcd", "abcde"));
}

TEST_CASE("key search: a key of one repeated character, and the end of a text", "[grade]") {
  const std::string key(20, 'z');
  CHECK(find({key}, std::string(19, 'z')).empty());
  CHECK(find({key}, std::string(20, 'z')).size() == 1);
  CHECK(find({key}, std::string(60, 'z')).size() == 3);
}

TEST_CASE("key search: forms of a key are few, and each is there once", "[grade]") {
  const auto plain = forms_of_key(test::Fake(27).from(test::alnum_alphabet, 48));
  REQUIRE(plain);
  for (std::size_t i = 0; i < plain->size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const bool same = (*plain)[i].bytes.view() == (*plain)[j].bytes.view() &&
                        (*plain)[i].skipped == (*plain)[j].skipped;
      CHECK_FALSE(same);
    }
  }
  CHECK(plain->size() <= 12);
}
