#include "detect/keyword_table.h"

#include <algorithm>
#include <set>

#include "catch.h"
#include "keysieve/rule.h"
#include "rules/example.h"
#include "support/fake.h"

namespace keysieve {
namespace {

using Hits = std::vector<KeywordHit>;
using Keywords = std::vector<std::string>;

Hits hits(const KeywordTable& table, std::string_view text) {
  Hits found;
  KeywordTable::Scratch scratch;
  table.scan(text, {0, text.size()}, scratch, &found);
  return found;
}

Hits hits(const Keywords& keywords, std::string_view text) {
  return hits(KeywordTable(keywords), text);
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

Hits naive_hits(const Keywords& keywords, std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), lower);
  Hits found;
  for (std::size_t keyword = 0; keyword < keywords.size(); ++keyword) {
    for (std::size_t at = 0; (at = text.find(keywords[keyword], at)) != std::string::npos; ++at) {
      found.push_back({at + keywords[keyword].size(), keyword});
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

// Distinct, as those of a table are.
Keywords random_keywords(test::Fake& fake, std::uint32_t most) {
  Keywords keywords;
  for (std::uint32_t i = 0, count = 1 + fake.below(most); i < count; ++i) {
    const std::string keyword = fake.from("abc_", 1 + fake.below(5));
    if (std::find(keywords.begin(), keywords.end(), keyword) == keywords.end()) {
      keywords.push_back(keyword);
    }
  }
  return keywords;
}

}  // namespace

TEST_CASE("keyword table: a keyword is found in any case", "[detect]") {
  REQUIRE(hits({"secret_key"}, "SECRET_KEY = Secret_Key") == Hits{{10, 0}, {23, 0}});
}

TEST_CASE("keyword table: keywords inside and across each other are all found", "[detect]") {
  REQUIRE(hits({"he", "she", "his", "hers"}, "ushers") == Hits{{4, 0}, {4, 1}, {6, 3}});
  REQUIRE(hits({"aa"}, "aaaa") == Hits{{2, 0}, {3, 0}, {4, 0}});
}

TEST_CASE("keyword table: only letters have two cases", "[detect]") {
  // '[' and '{', '@' and '`', '_' and DEL differ in the same bit as 'A' and 'a'.
  REQUIRE(hits({"a[@_"}, "a{`\x7f A[@_") == Hits{{9, 0}});
}

TEST_CASE("keyword table: any bytes may stand in the text and in keywords", "[detect]") {
  using namespace std::string_literals;
  REQUIRE(hits({"\xffkey\0"s}, "\xfe\xffKEY\0\xff"s) == Hits{{6, 0}});
}

TEST_CASE("keyword table: without keywords, or with an empty one, nothing is found", "[detect]") {
  REQUIRE(hits({}, "anything").empty());
  REQUIRE(hits({""}, "anything").empty());
}

TEST_CASE("keyword table: on random text it finds what a naive search finds", "[detect]") {
  test::Fake fake(7);
  for (int round = 0; round < 100; ++round) {
    const Keywords keywords = random_keywords(fake, 12);
    const std::string text = fake.from("aAbBcC_-", 400 + fake.below(1200));
    REQUIRE(hits(keywords, text) == naive_hits(keywords, text));
  }
}

TEST_CASE("keyword table: the rules' keywords are found in what is like their examples",
          "[detect]") {
  const auto rules = RuleSet::builtin();
  REQUIRE(rules);
  std::set<std::string> distinct;
  std::string text;
  for (const Rule& rule : rules->rules()) {
    distinct.insert(rule.keywords.begin(), rule.keywords.end());
    for (const std::string& example : rule.examples) text += expand_example(example, 1) + "\n";
    for (const std::string& example : rule.negative_examples) text += example + "\n";
  }
  const Keywords keywords(distinct.begin(), distinct.end());
  const Hits found = hits(keywords, text);
  CHECK(found.size() > 500);
  CHECK(found == naive_hits(keywords, text));
}

TEST_CASE("keyword table: a keyword is found wherever it stands in a long text", "[detect]") {
  const std::string keyword = "a_rather_long_keyword";
  const KeywordTable table({"x", keyword});
  for (std::size_t at = 0; at + keyword.size() <= 3000; at += 7) {
    std::string text(3001, '.');
    text.replace(at, keyword.size(), keyword);
    REQUIRE(hits(table, text) == Hits{{at + keyword.size(), 1}});
  }
}

TEST_CASE("keyword table: keywords longer than anything around them are found", "[detect]") {
  const std::string keyword(700, 'k');
  REQUIRE(hits({keyword}, "--" + keyword + std::string(600, '-')) == Hits{{702, 0}});
}

TEST_CASE("keyword table: a keyword at the very end of a text is found", "[detect]") {
  for (const std::string keyword :
       {"k", "ke", "key", "keys", "some_keys", "quite_a_long_keyword"}) {
    const KeywordTable table({keyword});
    for (std::size_t before = 0; before < 40; ++before) {
      const std::string text = std::string(before, '.') + keyword;
      REQUIRE(hits(table, text) == Hits{{text.size(), 0}});
      REQUIRE(hits(table, text.substr(0, text.size() - 1)).empty());
    }
  }
}

TEST_CASE("keyword table: only the lines that are asked about are searched", "[detect]") {
  const std::string text = "a key\nanother key\nno other key\n";
  const KeywordTable table({"key"});
  KeywordTable::Scratch scratch;
  for (const auto& [lines, found] : {std::pair{Span{0, 6}, Hits{{5, 0}}},
                                     {Span{6, 18}, Hits{{17, 0}}},
                                     {Span{6, 31}, Hits{{17, 0}, {30, 0}}}}) {
    Hits hits_in_lines;
    table.scan(text, lines, scratch, &hits_in_lines);
    CHECK(hits_in_lines == found);
  }
}

TEST_CASE("keyword table: hits are appended by ascending end, then keyword", "[detect]") {
  test::Fake fake(8);
  const auto found = hits({"a", "ab", "bab", "abab", "b"}, fake.from("ab", 2000));
  REQUIRE(found.size() > 2000);
  REQUIRE(std::is_sorted(found.begin(), found.end()));
}

}  // namespace keysieve
