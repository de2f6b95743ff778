#include "detect/loosened.h"

#include <re2/re2.h>

#include <array>

#include "catch.h"
#include "keysieve/rule.h"
#include "rules/example.h"
#include "support/fake.h"

namespace keysieve {
namespace {

re2::RE2::Options latin1() {
  re2::RE2::Options options;
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  return options;
}

// `text` with a few of its bytes changed, removed or doubled.
std::string mutated(std::string text, test::Fake& fake) {
  constexpr std::string_view bytes = "\n \"'=:,.-_/aZ09{}()[]\\\t\xe9";
  for (std::uint32_t i = 0, changes = fake.below(4); i < changes && !text.empty(); ++i) {
    const std::size_t at = fake.below(static_cast<std::uint32_t>(text.size()));
    switch (fake.below(4)) {
      case 0:
        text[at] = fake.from(bytes, 1)[0];
        break;
      case 1:
        text.erase(at, 1 + fake.below(8));
        break;
      case 2:
        text.insert(at, fake.from(bytes, 1 + fake.below(3)));
        break;
      default:
        text.insert(at, text.substr(at, 1 + fake.below(60)));
    }
  }
  return text;
}

}  // namespace

TEST_CASE("loosened: upper bounds of repetitions go, and nothing else", "[detect]") {
  struct Case {
    std::string_view regex, expected;
  };
  constexpr std::array cases{
      Case{"", ""},
      Case{R"([\w.-]{0,40}secret)", R"([\w.-]{0,}secret)"},
      Case{"a{2,3}?b{4}c{5,}d{16,247}", "a{2,}?b{4}c{5,}d{16,}"},
      Case{"(?:(?:x{1,2}){3,4}|y){0,1}", "(?:(?:x{1,}){3,}|y){0,}"},
      Case{R"(\{1,2}\\{1,2})", R"(\{1,2}\\{1,})"},
      Case{"[{1,2}]{1,2}", "[{1,2}]{1,}"},
      Case{R"([^]{1,2}\]{3,4}]{1,2}[]{1,2}])", R"([^]{1,2}\]{3,4}]{1,}[]{1,2}])"},
      Case{"[[:alpha:]{1,2}]{1,2}", "[[:alpha:]{1,2}]{1,}"},
      Case{R"(\x{41}{1,2}\pN{1,2}\p{Greek}{1,2})", R"(\x{41}{1,}\pN{1,}\p{Greek}{1,})"},
      Case{R"(\Qa{1,2}\E{1,2})", R"(\Qa{1,2}\E{1,})"},
      Case{"{,2}{a,2}{1,b}{1", "{,2}{a,2}{1,b}{1"},
  };
  for (const Case& c : cases) CHECK(loosened(c.regex) == c.expected);
}

TEST_CASE("loosened: what is no regular expression is read to its end", "[detect]") {
  for (const std::string_view regex :
       {"\\", "[", "[^", "[]", "[a\\", "\\x{", "\\Qa", "[[:", "{1,"}) {
    CHECK(loosened(regex) == regex);
  }
}

TEST_CASE("loosened: whatever a rule matches, its loosened regular expression matches",
          "[detect]") {
  const auto rules = RuleSet::builtin();
  REQUIRE(rules);
  test::Fake fake(11);
  for (const Rule& rule : rules->rules()) {
    const re2::RE2 regex(rule.regex, latin1()), loose(loosened(rule.regex), latin1());
    REQUIRE(loose.ok());
    int matched = 0;
    for (const std::string& example : rule.examples) {
      const std::string text = expand_example(example, 1);
      for (int round = 0; round < 200; ++round) {
        const std::string changed = mutated(text, fake);
        if (!re2::RE2::PartialMatch(changed, regex)) continue;
        ++matched;
        INFO(rule.id << ": " << changed);
        REQUIRE(re2::RE2::PartialMatch(changed, loose));
      }
    }
    CHECK(matched > 50);
  }
}

}  // namespace keysieve
