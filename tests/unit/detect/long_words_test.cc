#include "detect/long_words.h"

#include <algorithm>
#include <string>
#include <vector>

#include "catch.h"
#include "support/fake.h"

namespace keysieve {
namespace {

constexpr std::string_view digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";

std::vector<Span> all_by(Span (*next)(std::string_view, std::size_t), std::string_view text) {
  std::vector<Span> words;
  for (Span word = next(text, 0); word.end != 0; word = next(text, word.end)) words.push_back(word);
  return words;
}

std::vector<Span> all_naively(std::string_view text) {
  std::vector<Span> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_not_of(digits, at), text.size());
    if (end - at >= long_word) words.push_back({at, end});
    at = end + 1;
  }
  return words;
}

}  // namespace

TEST_CASE("long words: each byte is a digit or none", "[detect]") {
  for (int byte = 0; byte < 256; ++byte) {
    const auto c = static_cast<char>(byte);
    const bool is_digit = digits.find(c) != std::string_view::npos;
    REQUIRE(is_word_digit(c) == is_digit);
    const std::string text = std::string(12, 'x') + c + std::string(100, 'x');
    REQUIRE(next_long_word(text, 0) == (is_digit ? Span{0, 113} : Span{13, 113}));
  }
}

TEST_CASE("long words: a word is found wherever it stands, if it is long enough", "[detect]") {
  for (std::size_t length = 22; length < 28; ++length) {
    for (std::size_t before = 0; before < 200; ++before) {
      std::string text(300, ' ');
      text.replace(before, length, std::string(length, 'w'));
      const Span expected = length < long_word ? Span{} : Span{before, before + length};
      REQUIRE(next_long_word(text, 0) == expected);
      REQUIRE(next_long_word_by_strides(text, 0) == expected);
    }
  }
}

TEST_CASE("long words: by either way those of a naive search are found", "[detect]") {
  test::Fake fake(1);
  for (int round = 0; round < 500; ++round) {
    std::string text;
    while (text.size() < 1000) {
      text += fake.from(digits, fake.below(60)) + fake.from(" .\n\x80", 1);
    }
    REQUIRE(all_by(next_long_word, text) == all_naively(text));
    REQUIRE(all_by(next_long_word_by_strides, text) == all_naively(text));
  }
}

}  // namespace keysieve
