#include "catch.h"
#include "keysieve/detector.h"
#include "support/fake.h"

namespace keysieve {
namespace {

// Why the only candidate in `text` at `path` is none; empty: it is a secret.
std::string why_not(std::string_view allowlist, const std::string& text, std::string_view path) {
  const auto rules = RuleSet::parse(R"([[rule]]
id = "acme-token"
name = "ACME token"
description = "Opens ACME."
severity = "high"
keywords = ["acme_"]
regex = '''\bkey=(?P<secret>acme_[0-9a-z]{32})\b'''
examples = ["key=ac{{join}}me_{{hex:32}}"]

[[rule.allowlist]]
)" + std::string(allowlist),
                                    "acme.toml");
  if (!rules) FAIL(rules.error().message);
  const Detector detector(*rules);
  const auto scratch = detector.new_scratch();
  std::vector<Match> matches;
  detector.find({ObjectKind::blob, path, text}, *scratch, &matches, Detector::Explain::yes);
  REQUIRE(matches.size() == 1);
  return matches[0].verdict.reason;
}

const std::string digits = test::Fake(5).hex(27);
const std::string text = "note: key=ac" + std::string("me_") + digits + "zebra # fixture";

}  // namespace

TEST_CASE("allowlists: any test of a list allows, where it does not ask for all", "[detect]") {
  CHECK(why_not("description = 'made up'\nregexes = ['''zebra$''']", text, "a.txt") ==
        "the rule allows it: made up");
  CHECK(why_not("stopwords = ['zebra', 'lion']", text, "a.txt") == "the rule allows it");
  CHECK(why_not("stopwords = ['lion']\npaths = ['''^a''']", text, "a.txt") == "the rule allows it");
  CHECK(why_not("stopwords = ['lion']\npaths = ['''^b''']", text, "a.txt").empty());
}

TEST_CASE("allowlists: regexes look at the secret, the match or the line", "[detect]") {
  CHECK(why_not("regexes = ['''^key=''']", text, "a.txt").empty());
  CHECK_FALSE(why_not("target = 'match'\nregexes = ['''^key=''']", text, "a.txt").empty());
  CHECK(why_not("target = 'match'\nregexes = ['''fixture''']", text, "a.txt").empty());
  CHECK_FALSE(why_not("target = 'line'\nregexes = ['''fixture$''']", text, "a.txt").empty());
}

TEST_CASE("allowlists: all kinds of tests must hold where all are asked for", "[detect]") {
  const std::string list = "condition = 'all'\nstopwords = ['zebra']\npaths = ['''^tests/''']";
  CHECK_FALSE(why_not(list, text, "tests/a.txt").empty());
  CHECK(why_not(list, text, "src/a.txt").empty());
  CHECK(why_not("condition = 'all'\nstopwords = ['lion']\npaths = ['''^tests/''']", text,
                "tests/a.txt")
            .empty());
}

}  // namespace keysieve
