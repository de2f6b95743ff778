// gitleaks' format, by files that use each of its features.
#include "catch.h"
#include "keysieve/detector.h"
#include "support/fake.h"
#include "support/temp_dir.h"

namespace keysieve {
namespace {

using test::Fake;

constexpr std::string_view file = R"TOML(
title = "rules of a team"
minVersion = "v8.25.0"

[[rules]]
id = "Acme.Token"
description = "ACME token"
regex = '''(?i)acme(?:[ \t\w.-]{0,20})[\s'"]{0,3}(?:=|:)[\x60'"\s=]{0,5}([a-f0-9]{32})(?:[\x60'"\s;]|\\[nr]|$)'''
entropy = 2.5
keywords = ["Acme"]
tags = ["Team A"]
  [rules.allowlist]
  stopwords = ["0123456789AB"]

[[rules]]
id = "second-group"
description = "The second group is the secret"
regex = '''(first|other)-(\d{12})'''
secretGroup = 2

[[rules]]
id = "bound-to-path"
description = "Only there"
regex = '''pin=(\d{6})'''
path = '''\.ini$'''
keywords = ["pin="]
  [[rules.allowlists]]
  condition = "AND"
  regexTarget = "line"
  regexes = ['''# test$''']
  paths = ['''^tests/''']

[[rules]]
id = "pair"
description = "Nothing without its id"
regex = '''half:([a-z]{16})'''
keywords = ["half:"]
  [[rules.required]]
  id = "pair-id"
  withinLines = 2

[[rules]]
id = "pair-id"
description = "The id"
regex = '''name:([A-Z]{8})'''
keywords = ["name:"]
skipReport = true

[[rules]]
id = "key-file"
description = "A file"
path = '''\.p12$'''

[[rules]]
id = "digits"
description = "Any digits"
regex = '''\b(7\d{19})\b'''

[[allowlists]]
description = "global"
paths = ['''^vendor/''']

[[allowlists]]
targetRules = ["second-group"]
regexes = ['''^0+$''']
)TOML";

RuleSet read(std::string_view toml) {
  auto rules = RuleSet::parse(toml, "team.toml");
  if (!rules) FAIL(rules.error().message);
  return *std::move(rules);
}

using Texts = std::vector<std::string>;

Texts found(const RuleSet& rules, const std::string& text, std::string_view path = "a.ini") {
  const Detector detector(rules);
  const auto scratch = detector.new_scratch();
  std::vector<Match> matches;
  detector.find({ObjectKind::blob, path, text}, *scratch, &matches);
  Texts texts;
  for (const Match& match : matches)
    texts.push_back(rules.rules()[match.rule].id + " " + match.secret);
  return texts;
}

}  // namespace

TEST_CASE("gitleaks rules: ids and tags become ours, and all are tagged", "[rules]") {
  const RuleSet rules = read(file);
  const Rule* const acme = rules.find("acme-token");
  REQUIRE(acme != nullptr);
  CHECK(acme->tags == Texts{"team-a", "gitleaks"});
  CHECK(acme->description == "ACME token");
  CHECK(acme->origin == "team.toml:5");
  CHECK(rules.find("pair-id") == nullptr);
  CHECK(rules.find("key-file") == nullptr);
}

TEST_CASE("gitleaks rules: what could not be taken over is said", "[rules]") {
  CHECK(
      read(file).notices() ==
      Texts{
          "team.toml: key-file: left out: it names files, not secrets",
          "team.toml: digits: it has no keyword and needs no literal: it is tried on every line"});
}

TEST_CASE("gitleaks rules: the first group is the secret, or the one that is named", "[rules]") {
  const RuleSet rules = read(file);
  const std::string hex = Fake(2).hex(32);
  CHECK(found(rules, "ACME_key = '" + hex + "'\n") == Texts{"acme-token " + hex});
  CHECK(found(rules, "other-123456789012") == Texts{"second-group 123456789012"});
  CHECK(found(rules, "a 71234567890123456789 b\n") == Texts{"digits 71234567890123456789"});
}

TEST_CASE("gitleaks rules: a value may end its line or stand on the next", "[rules]") {
  const RuleSet rules = read(file);
  const std::string hex = Fake(3).hex(32);
  CHECK(found(rules, "acme:\n" + hex + "\nmore\n").size() == 1);
  CHECK(found(rules, "acme: " + hex + "\nmore\n").size() == 1);
  CHECK(found(rules, "acme: " + hex + "0\nmore\n").empty());
}

TEST_CASE("gitleaks rules: nothing is weighed but entropy, allowlists and path", "[rules]") {
  const RuleSet rules = read(file);
  CHECK(found(rules, "acme = aabbccddaabbccddaabbccddaabbccdd\n").empty());  // entropy of 2
  CHECK(found(rules, "acme = 0123456789abcdef0123456789abcdef\n").empty());  // its stopword
  CHECK(found(rules, "acme = fedcba9876543210fedcba9876543210\n").size() == 1);
  CHECK(found(rules, "acme = fedcba9876543210fedcba9876543210\n", "docs/test_a.min.js").size() ==
        1);
  CHECK(found(rules, "acme = fedcba9876543210fedcba9876543210\n", "vendor/a").empty());
  CHECK(found(rules, "other-000000000000").empty());
  CHECK(found(rules, "pin=123456").size() == 1);
  CHECK(found(rules, "pin=123456", "a.txt").empty());
  CHECK(found(rules, "pin=123456 # test", "tests/a.ini").empty());
  CHECK(found(rules, "pin=123456 # test", "src/a.ini").size() == 1);
}

TEST_CASE("gitleaks rules: required parts must stand near", "[rules]") {
  const RuleSet rules = read(file);
  CHECK(found(rules, "name:ABCDEFGH\n\nhalf:qwertyuiopasdfgh").size() == 1);
  CHECK(found(rules, "name:ABCDEFGH\n\n\nhalf:qwertyuiopasdfgh").empty());
  CHECK(found(rules, "half:qwertyuiopasdfgh").empty());
}

TEST_CASE("gitleaks rules: a file extends another and leaves rules of it out", "[rules]") {
  const test::TempDir dir;
  dir.write("base.toml", file);
  const auto own = dir.write("own.toml", R"([extend]
path = "base.toml"
disabledRules = ["digits"]

[[rules]]
id = "second-group"
regex = '''(first)-(\d{12})'''
)");
  const auto rules = RuleSet::load(own);
  if (!rules) FAIL(rules.error().message);
  CHECK(rules->find("digits") == nullptr);
  CHECK(rules->find("acme-token") != nullptr);
  CHECK(found(*rules, "first-123456789012") == Texts{"second-group first"});
  CHECK(found(*rules, "other-123456789012").empty());
}

TEST_CASE("gitleaks rules: what is wrong is told with its line", "[rules]") {
  const auto error = [](std::string_view text) {
    const auto rules = RuleSet::parse(text, "team.toml");
    return rules ? "no error" : rules.error().message;
  };
  CHECK(error("[[rules]]\nregex = 'x'\n") == "team.toml:1: the rule has no id");
  CHECK(
      error("[[rules]]\nid = 'x'\nregex = '('\n").starts_with("team.toml:3: RE2 refuses regex: "));
  CHECK(error("[[rules]]\nid = 'x'\nregex = '(x)'\nsecretGroup = 2\n") ==
        "team.toml:4: secretGroup is 2, but regex has 1 groups");
  CHECK(error("[[rules]]\nid = 'x'\nregex = 'xyz'\n[rules.allowlist]\ncondition = 'xor'\nstopwords "
              "= ['a']") == "team.toml:5: condition must be \"AND\" or \"OR\"");
  CHECK(error("[extend]\npath = 'no/such/file.toml'\n").starts_with("team.toml:2: "));
}

TEST_CASE("gitleaks rules: converted, they find the same", "[rules]") {
  const RuleSet rules = read(file), converted = read(to_toml(rules));
  CHECK(ruleset_hash(converted) == ruleset_hash(rules));
}

}  // namespace keysieve
