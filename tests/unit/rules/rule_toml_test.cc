#include "catch.h"
#include "keysieve/rule.h"

using keysieve::RuleSet;

TEST_CASE("rule toml: what is written reads as the same rules", "[rules]") {
  const auto rules = RuleSet::builtin();
  REQUIRE(rules);
  const auto again = RuleSet::parse(keysieve::to_toml(*rules), "again.toml");
  if (!again) FAIL(again.error().message);
  CHECK(keysieve::ruleset_hash(*again) == keysieve::ruleset_hash(*rules));
  REQUIRE(again->rules().size() == rules->rules().size());
  for (std::size_t i = 0; i < rules->rules().size(); ++i) {
    CHECK(again->rules()[i].examples == rules->rules()[i].examples);
    CHECK(again->rules()[i].negative_examples == rules->rules()[i].negative_examples);
  }
}

TEST_CASE("rule toml: every kind of text survives", "[rules]") {
  const auto rules = RuleSet::parse(R"TOML([[rule]]
id = "acme-token"
name = "ACME's \"token\" \\ \t\u0001 '''"
description = '''Opens 'ACME'.'''
severity = "low"
regex = '''acme_(?P<secret>[^"'\\]{20})'''
every_line = true
as_written = true
min_entropy = 3.5

[[rule.companion]]
name = "id"
regex = "id\n"
lines = 7
required = true

[[rule.allowlist]]
condition = "all"
target = "line"
stopwords = ["a", "b", "c", "d", "e"]
paths = ['''x$''']
)TOML",
                                    "acme.toml");
  if (!rules) FAIL(rules.error().message);
  const auto again = RuleSet::parse(keysieve::to_toml(*rules), "again.toml");
  if (!again) FAIL(again.error().message);
  CHECK(again->rules()[0].name == rules->rules()[0].name);
  CHECK(keysieve::ruleset_hash(*again) == keysieve::ruleset_hash(*rules));
}
