#include "detect/sure_run.h"

#include <algorithm>
#include <string>

#include "catch.h"
#include "detect/long_words.h"
#include "keysieve/rule.h"

namespace keysieve {

TEST_CASE("sure run: how many digits stand together in each match", "[detect]") {
  const auto [regex, run] = GENERATE(table<std::string, std::size_t>({
      {"", 0},
      {"abc", 3},
      {"[a-f0-9]{32}", 32},
      {"[a-f0-9]{32,}", 32},
      {"[A-Za-z0-9+/]{20,40}={0,2}", 20},
      {"(?P<secret>[a-z]{8})-?[a-z]{4}", 12},
      {"ghp_[A-Za-z0-9]{36}", 40},
      {R"re(\bkey\b\s*=\s*"([[:alnum:]]{16})")re", 16},
      {R"(\w{8}\.\w{9})", 9},
      {"(?i)key(?:abcd|ab)[0-9]", 6},
      {"(?:abc|a.c)", 1},
      {"(?:abc=)+x", 3},
      {"(?:ab=cd){3}", 4},
      {"(?:ab=cd)*xyz", 3},
      {"(?:[a-z]{4} ?){4}", 4},
      {"x?[^a-z]{20}", 0},
      {"[a-z ]{20}", 0},
      {"[a\\-b]{20}", 20},
      {"[]a]{20}", 0},
      {"[+-]{5}ab", 7},
      {"a{2}{3}", 6},
      {"a{,5}", 1},
      {"^a+?b+$", 2},
  }));
  CAPTURE(regex);
  CHECK(sure_run(regex) == run);
}

TEST_CASE("sure run: what is not understood has none", "[detect]") {
  const auto regex = GENERATE(as<std::string>(), "\\x41{30}", "\\p{Greek}a{30}", "\\Qa\\Ea{30}",
                              "[\\x41]a{30}", "[+-\\]]a{30}", "(a{30}", "a{30})", "[a-z", "(?P<n");
  CAPTURE(regex);
  CHECK(sure_run(regex) == 0);
}

// What RE2 matches in the rules' own samples is the judge.
TEST_CASE("sure run: every rule's sample has the run that its expression promises", "[detect]") {
  const auto rules = RuleSet::builtin();
  REQUIRE(rules);
  for (const Rule& rule : rules->rules()) {
    const std::size_t run = sure_run(rule.regex);
    if (rule.assigned || run == 0) continue;
    const std::string sample = rule.sample();
    std::size_t longest = 0, here = 0;
    for (const char c : sample) {
      here = is_word_digit(c) ? here + 1 : 0;
      longest = std::max(longest, here);
    }
    CAPTURE(rule.id, rule.regex, sample);
    CHECK(longest >= run);
  }
}

}  // namespace keysieve
