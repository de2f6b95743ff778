// The embedded rules, each against what it says of itself, by RE2 alone.
#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "catch.h"
#include "keysieve/preset.h"
#include "keysieve/rule.h"
#include "rules/example.h"
#include "rules/rule_faults.h"

using keysieve::expand_example;
using keysieve::find_preset;
using keysieve::Rule;
using keysieve::RuleSet;

namespace {

const RuleSet& builtin() {
  static const auto rules = RuleSet::builtin();
  if (!rules) FAIL(rules.error().message);
  return *rules;
}

RE2::Options bytes() {
  RE2::Options options;
  options.set_encoding(RE2::Options::EncodingLatin1);
  return options;
}

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

bool has_keyword(const Rule& rule, const std::string& text) {
  const std::string lower = lower_case(text);
  return std::any_of(rule.keywords.begin(), rule.keywords.end(), [&](const std::string& word) {
    return lower.find(word) != std::string::npos;
  });
}

bool is_structural(const Rule& rule) {
  return !rule.has_tag("framework") && !rule.has_tag("generic");
}

// What the group `secret` of `regex` catches in `text`; empty: no match.
std::string secret_in(const RE2& regex, const std::string& text) {
  std::vector<re2::StringPiece> groups(static_cast<std::size_t>(regex.NumberOfCapturingGroups()) +
                                       1);
  if (!regex.Match(text, 0, text.size(), RE2::UNANCHORED, groups.data(),
                   static_cast<int>(groups.size()))) {
    return {};
  }
  const auto& names = regex.NamedCapturingGroups();
  const int group = names.contains("secret") ? names.at("secret") : names.at("literal");
  return std::string(groups[static_cast<std::size_t>(group)]);
}

constexpr std::uint32_t seeds = 25;  // so many times random characters stand at each border

}  // namespace

TEST_CASE("patterns: every regex compiles and names the secret", "[rules]") {
  for (const Rule& rule : builtin().rules()) {
    INFO(rule.origin << ": " << rule.id);
    for (const auto& fault : regex_faults(rule)) FAIL_CHECK(fault.message);
    const RE2 regex(rule.regex, bytes());
    REQUIRE(regex.ok());
    if (rule.assigned) continue;  // it is what is given to the name
    const auto& names = regex.NamedCapturingGroups();
    CHECK((names.contains("secret") || names.contains("literal")));
  }
}

TEST_CASE("patterns: every example is matched by its rule", "[rules]") {
  for (const Rule& rule : builtin().rules()) {
    if (rule.assigned) continue;  // `keysieve rules check` proves these
    const RE2 regex(rule.regex, bytes());
    for (const std::string& example : rule.examples) {
      for (std::uint32_t seed = 1; seed <= seeds; ++seed) {
        const std::string text = expand_example(example, seed);
        INFO(rule.origin << ": " << rule.id << ": " << text);
        REQUIRE_FALSE(secret_in(regex, text).empty());
      }
    }
  }
}

TEST_CASE("patterns: no negative example is matched by its structural rule", "[rules]") {
  for (const Rule& rule : builtin().rules()) {
    const RE2 regex(rule.regex, bytes());
    for (const std::string& example : rule.negative_examples) {
      if (!is_structural(rule) || rule.min_randomness || !rule.validate.empty()) continue;
      const std::string text = expand_example(example, 1);
      INFO(rule.origin << ": " << rule.id << ": " << text);
      CHECK(secret_in(regex, text).empty());
    }
  }
}

TEST_CASE("patterns: every example holds a keyword, every keyword stands in one", "[rules]") {
  for (const Rule& rule : builtin().rules()) {
    if (rule.whole_blob) continue;
    for (const std::string& example : rule.examples) {
      const std::string text = expand_example(example, 1);
      INFO(rule.origin << ": " << rule.id << ": " << text);
      CHECK(has_keyword(rule, text));
    }
  }
}

TEST_CASE("patterns: every rule says all that people need", "[rules]") {
  for (const Rule& rule : builtin().rules()) {
    INFO(rule.origin << ": " << rule.id);
    CHECK(rule.description.ends_with('.'));
    CHECK(rule.remediation.ends_with('.'));
    CHECK_FALSE(rule.tags.empty());
    CHECK(rule.examples.size() >= 2);
    CHECK(rule.negative_examples.size() >= 2);
    CHECK((rule.preset.empty() || find_preset(rule.preset) != nullptr));
  }
}

TEST_CASE("patterns: rules that are judged as assignments say where the name stands", "[rules]") {
  // A call, an address, a header, a command line and SQL give no name.
  const std::set<std::string> nameless{
      "jwt-secret-in-call",    "http-bearer-token",      "sql-password",     "password-hash",
      "command-line-password", "one-time-password-seed", "url-weak-password"};
  for (const Rule& rule : builtin().rules()) {
    if (is_structural(rule) || rule.assigned || nameless.contains(rule.id)) continue;
    INFO(rule.origin << ": " << rule.id);
    CHECK(RE2(rule.regex, bytes()).NamedCapturingGroups().contains("name"));
  }
}

TEST_CASE("patterns: no rule file holds what its own rules find", "[rules]") {
  for (const Rule& rule : builtin().rules()) {
    if (!is_structural(rule) || rule.whole_blob) continue;
    const RE2 regex(rule.regex, bytes());
    for (const Rule& other : builtin().rules()) {
      for (const std::string& example : other.examples) {
        if (!has_keyword(rule, example)) continue;
        INFO(rule.id << " finds an example of " << other.id << " as it is written: " << example);
        CHECK(secret_in(regex, example).empty());
      }
    }
  }
}
