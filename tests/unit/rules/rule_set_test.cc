#include <fmt/format.h>

#include <algorithm>

#include "catch.h"
#include "keysieve/rule.h"
#include "support/temp_dir.h"

using keysieve::ErrorCode;
using keysieve::Rule;
using keysieve::RuleSelection;
using keysieve::RuleSet;
using keysieve::Severity;

namespace {

std::string rule_text(std::string_view id, std::string_view severity = "high",
                      std::string_view tags = "") {
  return fmt::format(R"([[rule]]
id = "{}"
name = "A token"
description = "Opens a door."
severity = "{}"
tags = [{}]
keywords = ["token"]
regex = '''token-[0-9]{{8}}'''
examples = ["token-{{{{digits:8}}}}"]
)",
                     id, severity, tags);
}

RuleSet rules_of(const std::string& text) {
  auto rules = RuleSet::parse(text, "mine.toml");
  REQUIRE(rules);
  return *std::move(rules);
}

std::vector<std::string> ids(const RuleSet& rules) {
  std::vector<std::string> ids;
  for (const Rule& rule : rules.rules()) ids.push_back(rule.id);
  return ids;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("rule set: rules are sorted by id whatever the order of the file", "[rules]") {
  const RuleSet rules = rules_of(rule_text("zeta") + rule_text("alpha") + rule_text("mid-one"));
  CHECK(ids(rules) == Ids{"alpha", "mid-one", "zeta"});
}

TEST_CASE("rule set: a rule is found by its whole id", "[rules]") {
  const RuleSet rules = rules_of(rule_text("zeta") + rule_text("alpha"));
  REQUIRE(rules.find("zeta"));
  CHECK(rules.find("zeta")->origin == "mine.toml:1");
  CHECK(rules.find("alpha")->origin == "mine.toml:10");
  CHECK_FALSE(rules.find("alph"));
  CHECK_FALSE(rules.find("zz"));
}

TEST_CASE("rule set: an extension adds rules and replaces those of the same id", "[rules]") {
  const RuleSet base = rules_of(rule_text("alpha", "low") + rule_text("beta", "low"));
  const RuleSet more = rules_of(rule_text("beta", "critical") + rule_text("aaa"));
  const RuleSet merged = base.extended_by(more);
  CHECK(ids(merged) == Ids{"aaa", "alpha", "beta"});
  CHECK(merged.find("beta")->severity == Severity::critical);
  CHECK(merged.find("alpha")->severity == Severity::low);
}

TEST_CASE("rule set: selection by id, by tag and by severity", "[rules]") {
  const RuleSet rules = rules_of(rule_text("alpha", "low", R"("web", "cloud")") +
                                 rule_text("beta", "high", R"("cloud")") +
                                 rule_text("gamma", "critical", R"("web")"));
  const auto selected = [&](const RuleSelection& selection) {
    const auto left = rules.selected(selection);
    REQUIRE(left);
    return ids(*left);
  };
  CHECK(selected({}) == Ids{"alpha", "beta", "gamma"});
  CHECK(selected({{"web"}, {}, Severity::low}) == Ids{"alpha", "gamma"});
  CHECK(selected({{"web", "beta"}, {"gamma"}, Severity::low}) == Ids{"alpha", "beta"});
  CHECK(selected({{}, {"cloud"}, Severity::low}) == Ids{"gamma"});
  CHECK(selected({{}, {}, Severity::high}) == Ids{"beta", "gamma"});
  CHECK(selected({{"web"}, {"web"}, Severity::low}).empty());
}

TEST_CASE("rule set: a selection by an unknown name fails and says what was meant", "[rules]") {
  const RuleSet rules = rules_of(rule_text("django-key") + rule_text("django-session") +
                                 rule_text("flask-key", "high", R"("python")"));
  const auto message = [&](const RuleSelection& selection) {
    const auto left = rules.selected(selection);
    REQUIRE_FALSE(left);
    CHECK(left.error().code == ErrorCode::not_found);
    return left.error().message;
  };
  CHECK(message({{"django"}, {}, Severity::low}) ==
        "\"django\" is neither the id nor a tag of a rule; did you mean django-key or "
        "django-session?");
  CHECK(message({{}, {"pythn"}, Severity::low}).ends_with("did you mean python?"));
  CHECK(message({{}, {"nonsense-word"}, Severity::low}).find("rules list") != std::string::npos);
}

TEST_CASE("rule set: a file is loaded, and its path stands in what is wrong with it", "[rules]") {
  const keysieve::test::TempDir dir;
  const auto good = RuleSet::load(dir.write("good.toml", rule_text("alpha")));
  REQUIRE(good);
  CHECK(ids(*good) == Ids{"alpha"});

  const auto file = dir.write("bad.toml", rule_text("Alpha"));
  const auto bad = RuleSet::load(file);
  REQUIRE_FALSE(bad);
  CHECK(bad.error().code == ErrorCode::rule);
  CHECK(bad.error().message.starts_with(file.string() + ":2: id \"Alpha\" is not kebab-case"));

  const auto none = RuleSet::load(dir / "none.toml");
  REQUIRE_FALSE(none);
  CHECK(none.error().code != ErrorCode::rule);
}

TEST_CASE("rule set: severities and their names", "[rules]") {
  for (const auto severity : {Severity::low, Severity::medium, Severity::high, Severity::critical})
    CHECK(keysieve::parse_severity(to_string(severity)) == severity);
  CHECK(to_string(Severity::critical) == "critical");
  CHECK_FALSE(keysieve::parse_severity("High"));
  CHECK_FALSE(keysieve::parse_severity(""));
}

TEST_CASE("rule set: the embedded rules name the file and line they were written at", "[rules]") {
  const auto rules = RuleSet::builtin();
  REQUIRE(rules);
  const Rule* const django = rules->find("django-secret-key");
  REQUIRE(django);
  CHECK(django->origin.starts_with("django.toml:"));
  CHECK(django->has_tag("framework"));
  CHECK_FALSE(django->has_tag("frame"));
  CHECK(std::is_sorted(rules->rules().begin(), rules->rules().end(),
                       [](const Rule& a, const Rule& b) { return a.id < b.id; }));
}
