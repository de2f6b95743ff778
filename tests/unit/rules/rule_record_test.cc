#include "rules/rule_record.h"

#include "catch.h"

using keysieve::Rule;
using keysieve::RuleSet;

TEST_CASE("rule record: what is read is what was written", "[rules]") {
  const auto builtin = RuleSet::builtin();
  REQUIRE(builtin);
  REQUIRE(builtin->rules().size() > 50);
  for (const Rule& rule : builtin->rules()) {
    const Rule copy = keysieve::from_record(keysieve::to_record(rule));
    CHECK(keysieve::to_record(copy) == keysieve::to_record(rule));
    CHECK(copy.id == rule.id);
    CHECK(copy.examples == rule.examples);
    CHECK(copy.min_randomness == rule.min_randomness);
    CHECK(copy.companions.size() == rule.companions.size());
    CHECK(copy.origin == rule.origin);
  }
}
