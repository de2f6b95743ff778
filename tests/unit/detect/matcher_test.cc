#include "detect/matcher.h"

#include <string>
#include <thread>

#include "catch.h"

namespace keysieve {
namespace {

Rule rule(std::string regex) {
  Rule rule;
  rule.id = "test-rule";
  rule.regex = std::move(regex);
  return rule;
}

std::vector<Candidate> matches(const Matcher& matcher, std::string_view text, Span window) {
  WindowFacts facts;
  facts.look_at(text, window);
  std::vector<Candidate> found;
  matcher.match(0, facts, &found);
  return found;
}

std::vector<std::string> secrets(const Rule& rule, std::string_view text, Span window) {
  const std::vector<Candidate> found = matches(Matcher(std::span(&rule, 1)), text, window);
  std::vector<std::string> result;
  for (const Candidate& candidate : found) {
    result.emplace_back(
        text.substr(candidate.secret.begin, candidate.secret.end - candidate.secret.begin));
  }
  return result;
}

std::vector<std::string> secrets(const Rule& rule, std::string_view text) {
  return secrets(rule, text, {0, text.size()});
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("matcher: the group named secret is the secret, else all of the match", "[detect]") {
  REQUIRE(secrets(rule("key=(?P<secret>\\w+)"), "a key=one b") == Texts{"one"});
  REQUIRE(secrets(rule("key=(\\w+)"), "a key=one b") == Texts{"key=one"});
}

TEST_CASE("matcher: the group named name is the name", "[detect]") {
  const Rule named = rule("(?P<name>\\w+)=(?P<secret>\\w+)");
  const Matcher matcher(std::span(&named, 1));
  REQUIRE(matches(matcher, "api=42", {0, 6}) ==
          std::vector<Candidate>{{0, {4, 6}, {0, 3}, {0, 6}}});
}

TEST_CASE("matcher: all matches are found, also those that share a delimiter", "[detect]") {
  REQUIRE(secrets(rule("[=,](?P<secret>[a-z]+)(?:,|$)"), "=one,two,three") ==
          Texts{"one", "two", "three"});
}

TEST_CASE("matcher: word boundaries see the bytes beside the window", "[detect]") {
  const Rule word = rule("\\b[a-z]{3}\\b");
  REQUIRE(secrets(word, "abcdef", {0, 3}).empty());
  REQUIRE(secrets(word, "abc def", {0, 3}) == Texts{"abc"});
}

TEST_CASE("matcher: the ends of a line are ends, where a line was cut is none", "[detect]") {
  const std::string_view text = "a\nsk-abcd\nb";
  for (const char* const pattern : {"(?:^|,)sk-[a-z]{4}(?:[^\\w-]|\\z)", "\\Ask-[a-z]{4}$"}) {
    CHECK(secrets(rule(pattern), text, {2, 9}).size() == 1);
    CHECK(secrets(rule(pattern), "sk-abcd").size() == 1);
    CHECK(secrets(rule(pattern), "sk-abcdef", {0, 7}).empty());
    CHECK(secrets(rule(pattern), "xsk-abcd", {1, 8}).empty());
  }
}

TEST_CASE("matcher: nothing outside the window is matched", "[detect]") {
  REQUIRE(secrets(rule("[a-z]+"), "abcdef", {2, 4}) == Texts{"cd"});
}

TEST_CASE("matcher: bytes that are no UTF-8 are matched byte by byte", "[detect]") {
  REQUIRE(secrets(rule("=(?P<secret>.{2})"), "=\xff\xfe\xfd") == Texts{"\xff\xfe"});
}

TEST_CASE("matcher: an empty secret is no candidate and does not stop the search", "[detect]") {
  REQUIRE(secrets(rule("k=(?P<secret>\\d*)"), "k= k= k=7") == Texts{"7"});
  REQUIRE(secrets(rule("(?P<secret>\\d*)"), "ab7c") == Texts{"7"});
}

TEST_CASE("matcher: a path pattern is searched in the path; without one any path will do",
          "[detect]") {
  Rule bound = rule("x");
  bound.path = "(?:^|/)master\\.key$";
  const Matcher matcher(std::span(&bound, 1));
  REQUIRE(matcher.path_matches(0, "config/master.key"));
  REQUIRE(!matcher.path_matches(0, "config/master.key.txt"));
  const Rule free = rule("x");
  REQUIRE(Matcher(std::span(&free, 1)).path_matches(0, "anywhere"));
}

TEST_CASE("matcher: threads that need a rule at the same moment find the same", "[detect]") {
  const Rule shared = rule("(?P<secret>[a-z]{2,30})");
  const Matcher matcher(std::span(&shared, 1));
  std::vector<std::vector<Candidate>> found(8);
  std::vector<std::thread> threads;
  for (auto& mine : found) {
    threads.emplace_back([&] { mine = matches(matcher, "one two three", {0, 13}); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& mine : found) REQUIRE(mine == found[0]);
  REQUIRE(found[0].size() == 3);
}

}  // namespace keysieve
