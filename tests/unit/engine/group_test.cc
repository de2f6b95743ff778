#include "engine/group.h"

#include "catch.h"
#include "detect/fingerprint.h"
#include "tokens.h"

namespace keysieve {
namespace {

Grouping new_grouping() {
  return Grouping(test::token_detector().rules());
}

Match match(std::size_t rule, std::string secret, double confidence = 0.5) {
  Match made;
  made.rule = rule;
  made.secret = std::move(secret);
  made.verdict.accepted = true;
  made.verdict.entropy = 3.5;
  made.verdict.confidence = confidence;
  return made;
}

Match marked(std::string reason) {
  Match made = match(test::token_rule, "s");
  made.mark = InlineMark{std::move(reason)};
  return made;
}

Occurrence at(std::string path, std::uint32_t line, std::uint32_t column = 1) {
  return {std::nullopt,
          ObjectKind::blob,
          std::move(path),
          {line, column, line, column + 1},
          std::nullopt};
}

std::vector<std::string> places(const Finding& finding) {
  std::vector<std::string> all;
  for (const Occurrence& o : finding.occurrences) {
    all.push_back(o.path.value_or("(none)") + ":" + std::to_string(o.region.start_line) + ":" +
                  std::to_string(o.region.start_column));
  }
  return all;
}

}  // namespace

TEST_CASE("grouping: one finding for each rule and secret, numbered as they come", "[engine]") {
  Grouping grouping = new_grouping();
  CHECK(grouping.add(match(test::token_rule, "one"), at("a", 1)) == 0);
  CHECK(grouping.add(match(test::token_rule, "two"), at("a", 2)) == 1);
  CHECK(grouping.add(match(test::code_rule, "one"), at("a", 1)) == 2);
  CHECK(grouping.add(match(test::token_rule, "one"), at("b", 1)) == 0);
  CHECK(grouping.size() == 3);
  const auto findings = std::move(grouping).take();
  REQUIRE(findings.size() == 3);
  CHECK(findings[0].rule_id == "token");
  CHECK(findings[0].secret == "one");
  CHECK(findings[0].entropy == 3.5);
  CHECK(findings[0].fingerprint == fingerprint("token", "one"));
  CHECK(findings[0].occurrences.size() == 2);
  CHECK(findings[2].rule_id == "code");
  CHECK(findings[2].fingerprint != findings[0].fingerprint);
}

TEST_CASE("grouping: occurrences by path, region, object; those without a path first", "[engine]") {
  Grouping grouping = new_grouping();
  const Match one = match(test::token_rule, "one");
  for (const auto& [path, line, column] :
       {std::tuple("b", 1U, 1U), {"a", 10U, 1U}, {"a", 9U, 7U}, {"a", 9U, 2U}}) {
    grouping.add(one, at(path, line, column));
  }
  Occurrence message = at("", 3);
  message.path.reset();
  grouping.add(one, message);
  CHECK(places(std::move(grouping).take()[0]) ==
        std::vector<std::string>{"(none):3:1", "a:9:2", "a:9:7", "a:10:1", "b:1:1"});
}

TEST_CASE("grouping: a finding is as sure as its surest place", "[engine]") {
  Grouping grouping = new_grouping();
  for (const double confidence : {0.5, 0.9, 0.7}) {
    grouping.add(match(test::token_rule, "one", confidence), at("a", 1));
  }
  CHECK(std::move(grouping).take()[0].confidence == 0.9);
}

TEST_CASE("grouping: a mark at one place accepts the secret, whatever the order", "[engine]") {
  for (const bool mark_first : {true, false}) {
    Grouping grouping = new_grouping();
    if (mark_first) grouping.add(marked("why"), at("a", 1));
    grouping.add(match(test::token_rule, "s"), at("b", 1));
    if (!mark_first) grouping.add(marked("why"), at("a", 1));
    grouping.add(match(test::code_rule, "s"), at("a", 1));
    const auto findings = std::move(grouping).take();
    REQUIRE(findings[0].suppression);
    CHECK(findings[0].suppression->kind == "inline");
    CHECK(findings[0].suppression->reason == "why");
    CHECK(!findings[1].suppression);
  }
}

TEST_CASE("grouping: of several reasons the same one is kept in any order", "[engine]") {
  for (const auto& reasons : {std::vector{"b", "a", "c"}, {"c", "b", "a"}, {"a", "c", "b"}}) {
    Grouping grouping = new_grouping();
    for (const char* reason : reasons) grouping.add(marked(reason), at("a", 1));
    CHECK(std::move(grouping).take()[0].suppression->reason == "a");
  }
}

TEST_CASE("sorted findings: by first path, line and column, then rule and fingerprint",
          "[engine]") {
  Grouping grouping = new_grouping();
  grouping.add(match(test::token_rule, "1"), at("b", 1));
  grouping.add(match(test::token_rule, "2"), at("a", 2));
  grouping.add(match(test::token_rule, "3"), at("a", 1, 5));
  grouping.add(match(test::token_rule, "4"), at("a", 1, 2));
  grouping.add(match(test::code_rule, "5"), at("a", 1, 2));
  auto findings = std::move(grouping).take();
  sort_findings(&findings);
  std::string order;
  for (const Finding& finding : findings) order += finding.secret;
  CHECK(order == "54321");
}

}  // namespace keysieve
