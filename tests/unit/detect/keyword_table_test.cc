#include "detect/keyword_table.h"

#include <algorithm>
#include <tuple>

#include "catch.h"
#include "support/fake.h"

namespace keysieve {
namespace {

using Hit = std::tuple<std::size_t, std::size_t>;  // end, keyword
using Keywords = std::vector<std::string>;

std::vector<Hit> hits(const Keywords& keywords, std::string_view text) {
  std::vector<Hit> found;
  KeywordTable(keywords).scan(
      text, [&](std::size_t end, std::size_t keyword) { found.emplace_back(end, keyword); });
  return found;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::vector<Hit> naive_hits(const Keywords& keywords, std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), lower);
  std::vector<Hit> found;
  for (std::size_t keyword = 0; keyword < keywords.size(); ++keyword) {
    for (std::size_t at = 0; (at = text.find(keywords[keyword], at)) != std::string::npos; ++at) {
      found.emplace_back(at + keywords[keyword].size(), keyword);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<Hit> sorted(std::vector<Hit> found) {
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

TEST_CASE("keyword table: a keyword is found in any case", "[detect]") {
  REQUIRE(hits({"secret_key"}, "SECRET_KEY = Secret_Key") == std::vector<Hit>{{10, 0}, {23, 0}});
}

TEST_CASE("keyword table: keywords inside and across each other are all found", "[detect]") {
  REQUIRE(sorted(hits({"he", "she", "his", "hers"}, "ushers")) ==
          std::vector<Hit>{{4, 0}, {4, 1}, {6, 3}});
  REQUIRE(hits({"aa"}, "aaaa") == std::vector<Hit>{{2, 0}, {3, 0}, {4, 0}});
}

TEST_CASE("keyword table: only letters have two cases", "[detect]") {
  // '[' and '{', '@' and '`', '_' and DEL differ in the same bit as 'A' and 'a'.
  REQUIRE(hits({"a[@_"}, "a{`\x7f A[@_") == std::vector<Hit>{{9, 0}});
}

TEST_CASE("keyword table: any bytes may stand in the text and in keywords", "[detect]") {
  using namespace std::string_literals;
  REQUIRE(hits({"\xffkey\0"s}, "\xfe\xffKEY\0\xff"s) == std::vector<Hit>{{6, 0}});
}

TEST_CASE("keyword table: without keywords, or with an empty one, nothing is found", "[detect]") {
  REQUIRE(hits({}, "anything").empty());
  REQUIRE(hits({""}, "anything").empty());
}

TEST_CASE("keyword table: on random text it finds what a naive search finds", "[detect]") {
  test::Fake fake(7);
  for (int round = 0; round < 200; ++round) {
    Keywords keywords;
    for (std::uint32_t i = 0, count = 1 + fake.below(12); i < count; ++i) {
      const std::string keyword = fake.from("abc_", 1 + fake.below(5));
      if (std::find(keywords.begin(), keywords.end(), keyword) == keywords.end()) {
        keywords.push_back(keyword);
      }
    }
    const std::string text = fake.from("aAbBcC_-", 400);
    REQUIRE(sorted(hits(keywords, text)) == naive_hits(keywords, text));
  }
}

TEST_CASE("keyword table: hits come by ascending end", "[detect]") {
  test::Fake fake(8);
  const auto found = hits({"a", "ab", "bab", "abab", "b"}, fake.from("ab", 2000));
  REQUIRE(found.size() > 2000);
  REQUIRE(std::is_sorted(found.begin(), found.end(), [](const Hit& a, const Hit& b) {
    return std::get<0>(a) < std::get<0>(b);
  }));
}

}  // namespace keysieve
