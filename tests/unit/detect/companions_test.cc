#include "catch.h"
#include "keysieve/detector.h"
#include "support/fake.h"

namespace keysieve {
namespace {

using test::Fake;

RuleSet rules(std::string_view companion) {
  auto rules = RuleSet::parse(R"([[rule]]
id = "acme-token"
name = "ACME token"
description = "Opens ACME."
severity = "high"
keywords = ["acme_"]
regex = '''\bacme_[0-9a-f]{32}\b'''
examples = ["ac{{join}}me_{{hex:32}}\nid 12345"]

[[rule.companion]]
name = "account"
regex = '''\bid (?P<secret>\d{5})\b'''
)" + std::string(companion),
                              "acme.toml");
  if (!rules) FAIL(rules.error().message);
  return *std::move(rules);
}

std::vector<Match> found(const RuleSet& set, const std::string& text) {
  const Detector detector(set);
  const auto scratch = detector.new_scratch();
  std::vector<Match> matches;
  detector.find({ObjectKind::blob, {}, text}, *scratch, &matches, Detector::Explain::yes);
  return matches;
}

std::string lines(std::size_t count) {
  return std::string(count, '\n');
}

}  // namespace

TEST_CASE("companions: what stands near a secret comes with it", "[detect]") {
  const std::string secret = "ac" + std::string("me_") + Fake().hex(32);
  const RuleSet set = rules("lines = 3\n");
  for (const std::string& text : {"id 12345" + lines(3) + secret, secret + lines(3) + "id 12345"}) {
    const auto matches = found(set, text);
    REQUIRE(matches.size() == 1);
    CHECK(matches[0].companions == Facts{{"account", "12345"}});
    CHECK(matches[0].secret == secret);
  }
  const auto far = found(set, "id 12345" + lines(4) + secret);
  REQUIRE(far.size() == 1);
  CHECK(far[0].verdict.accepted);
  CHECK(far[0].companions.empty());
}

TEST_CASE("companions: of several the nearest is meant", "[detect]") {
  const std::string secret = "ac" + std::string("me_") + Fake().hex(32);
  const auto matches = found(rules(""), "id 11111\n\n" + secret + "\nid 22222\nid 33333\n");
  REQUIRE(matches.size() == 1);
  CHECK(matches[0].companions == Facts{{"account", "22222"}});
}

TEST_CASE("companions: without one that is required it is no secret", "[detect]") {
  const std::string secret = "ac" + std::string("me_") + Fake().hex(32);
  const RuleSet set = rules("required = true\n");
  CHECK(found(set, "id 12345\n" + secret)[0].verdict.accepted);
  const auto alone = found(set, secret);
  REQUIRE(alone.size() == 1);
  CHECK_FALSE(alone[0].verdict.accepted);
  CHECK(alone[0].verdict.reason == "no account stands near it");
}

}  // namespace keysieve
