#include "keysieve/detector.h"

#include <algorithm>

#include "catch.h"
#include "support/encodings.h"
#include "support/fake.h"

namespace keysieve {
namespace {

constexpr std::string_view rules_toml = R"TOML(
[[rule]]
id = "framework-key"
name = "Framework key"
description = "Signs."
severity = "critical"
tags = ["framework", "signing-key"]
keywords = ["secret_key"]
regex = '''(?P<name>SECRET_KEY)\s*=\s*['"]?(?P<secret>[^\s'"]{16,200})'''
remediation = "Rotate."
examples = ['''SECRET_KEY = '{{django:50}}' ''']
negative_examples = ['''SECRET_KEY = 'changeme-changeme' ''']

[[rule]]
id = "generic-key"
name = "Generic key"
description = "Opens."
severity = "medium"
tags = ["generic"]
keywords = ["_key", "key ="]
regex = '''(?i)(?P<name>\w*key)["']?\s*[=:]\s*['"]?(?P<secret>[^\s'"]{16,200})'''
remediation = "Rotate."
examples = ['''api_key = '{{hex:32}}' ''']
negative_examples = ['''api_key = 'your-api-key-goes-here' ''']

[[rule]]
id = "tool-token"
name = "Token"
description = "Opens."
severity = "high"
tags = ["token"]
keywords = ["tok_"]
regex = '''\btok_[0-9a-f]{32}\b'''
remediation = "Rotate."
examples = ['''tok_{{hex:32}}''']
negative_examples = ['''tok_''']

[[rule]]
id = "whole-file"
name = "Whole file"
description = "Opens."
severity = "critical"
tags = ["framework"]
keywords = []
whole_blob = true
path = '''(?:^|/)master\.key$'''
regex = '''\A(?P<secret>[0-9a-f]{32})\n?\z'''
remediation = "Rotate."
examples = ['''{{hex:32}}''']
negative_examples = ['''nothing here''']

[[rule]]
id = "wide-key"
name = "Key on the next line"
description = "Opens."
severity = "high"
tags = ["framework"]
keywords = ["wide_name"]
context_lines = 1
regex = '''WIDE_NAME\s*=\s*\(\s*'(?P<secret>[^']{16,200})'''
remediation = "Rotate."
examples = ['''WIDE_NAME = ('{{hex:32}}')''']
negative_examples = ['''WIDE_NAME = ()''']
)TOML";

const Detector& detector() {
  static const Detector instance(*RuleSet::parse(rules_toml, "test.toml"));
  return instance;
}

std::vector<Match> find(std::string_view bytes, std::string_view path = {},
                        Detector::Explain explain = Detector::Explain::no,
                        ObjectKind kind = ObjectKind::blob) {
  const auto scratch = detector().new_scratch();
  std::vector<Match> matches;
  detector().find({kind, path, bytes}, *scratch, &matches, explain);
  return matches;
}

using Texts = std::vector<std::string>;

// "rule secret" of each match.
Texts found(std::string_view bytes, std::string_view path = {}) {
  Texts result;
  for (const Match& match : find(bytes, path)) {
    result.push_back(detector().rules().rules()[match.rule].id + " " + match.secret);
  }
  return result;
}

std::string why_not(std::string_view bytes, std::string_view path = {}) {
  for (const Match& match : find(bytes, path, Detector::Explain::yes)) {
    if (!match.verdict.accepted) return match.verdict.reason;
  }
  return "";
}

}  // namespace

TEST_CASE("detector: the rules of these tests prove themselves", "[detect]") {
  for (const RuleProblem& problem : check_rules(detector().rules())) {
    FAIL_CHECK(problem.origin + " " + problem.rule_id + ": " + problem.message);
  }
}

TEST_CASE("detector: random keys are found in whatever stands around them", "[detect]") {
  test::Fake fake(51);
  int keys = 0, hits = 0;
  for (int i = 0; i < 500; ++i) {
    for (const std::string& key : {fake.django_key(), fake.urlsafe_key(), fake.hex(64)}) {
      for (const auto& [before, after] :
           {std::pair("SECRET_KEY = '", "'\n"), std::pair("a = 1\r\nSECRET_KEY=\"", "\"\r\nb"),
            std::pair("    SECRET_KEY = 'django-insecure-", "'  # comment")}) {
        const auto matches = find(before + key + after);
        ++keys;
        hits += matches.size() == 1 && matches[0].secret.ends_with(key);
      }
    }
  }
  REQUIRE(hits >= keys * 99 / 100);
}

TEST_CASE("detector: a match says where its secret is, and whether it is quoted", "[detect]") {
  const std::string token = "tok_" + test::Fake(52).hex(32);
  const auto matches = find("first\nx = '" + token + "'\ny = " + token);
  REQUIRE(matches.size() == 2);
  CHECK(matches[0].span == Span{11, 47});
  CHECK(matches[0].secret == token);
  CHECK(matches[0].quoted);
  CHECK_FALSE(matches[1].quoted);
  CHECK(matches[0].verdict.confidence > 0.8);
}

TEST_CASE("detector: the same bytes at other places in a file give the same matches", "[detect]") {
  test::Fake fake(53);
  const std::string key = fake.hex(40);
  const std::string lines = "\nlong " + std::string(5000, '.') + " api_key = '" + key + "' " +
                            std::string(3000, '.') + "\nWIDE_NAME = (\n'" + fake.hex(40) + "')\n";
  const Texts expected = found(lines);
  REQUIRE(expected.size() == 2);
  for (std::size_t shift = 1; shift < 9000; shift += 211) {
    std::string before;
    while (before.size() < shift) before += "nothing to see on this line\n";
    CHECK(found(before + lines) == expected);
    CHECK(found(lines + before) == expected);
  }
}

TEST_CASE("detector: the keyword's window is all a rule sees", "[detect]") {
  const std::string key = test::Fake(54).hex(40);
  CHECK(found("WIDE_NAME = (\n'" + key + "')") == Texts{"wide-key " + key});
  CHECK(found("WIDE_NAME = (\n\n'" + key + "')").empty());
  CHECK(found("api_key =" + std::string(100, ' ') + "'" + key + "'").size() == 1);
  CHECK(found("api_key =" + std::string(5000, ' ') + "'" + key + "'").empty());
}

TEST_CASE("detector: of several rules the most specific one's match stands", "[detect]") {
  test::Fake fake(55);
  const std::string key = fake.django_key(), token = "tok_" + fake.hex(32);
  CHECK(found("SECRET_KEY = '" + key + "'") == Texts{"framework-key " + key});
  CHECK(found("SECRET_KEY = '" + token + "'") == Texts{"tool-token " + token});
  CHECK(why_not("SECRET_KEY = '" + token + "'") == "part of what the rule tool-token found");
}

TEST_CASE("detector: a rule for whole files needs the path and nothing else in the file",
          "[detect]") {
  const std::string key = test::Fake(56).hex(32);
  CHECK(found(key + "\n", "config/master.key") == Texts{"whole-file " + key});
  CHECK(found(key + "\n", "config/other.txt").empty());
  CHECK(found(key + "\nmore", "config/master.key").empty());
  CHECK(found(key + "\n") == Texts{"whole-file " + key});
  const auto match = find(key).at(0);
  CHECK(detector().weigh_place(match, "master.key").accepted);
  CHECK_FALSE(detector().weigh_place(match, "README").accepted);
}

TEST_CASE("detector: a rule bound to a path finds nothing in messages", "[detect]") {
  const std::string key = test::Fake(57).hex(32);
  CHECK(find(key, {}, Detector::Explain::no, ObjectKind::commit).empty());
  CHECK(find("see api_key=" + key, {}, Detector::Explain::no, ObjectKind::commit).size() == 1);
}

TEST_CASE("detector: content first and place later gives what both at once give", "[detect]") {
  test::Fake fake(58);
  const std::string text = "SECRET_KEY = '" + fake.django_key() + "'\napi_key = " + fake.hex(32) +
                           "\nkey: \"" + fake.hex(40) + "\"\ntok_" + fake.hex(32) + "\n";
  for (const char* path :
       {"settings.py", ".env", "yarn.lock", "tests/a.py", "docs/x.md", "a.yml"}) {
    CAPTURE(path);
    Texts later;
    for (const Match& match : find(text)) {
      const Verdict verdict = detector().weigh_place(match, path);
      if (verdict.accepted) later.push_back(match.secret + std::to_string(verdict.confidence));
    }
    Texts at_once;
    for (const Match& match : find(text, path)) {
      at_once.push_back(match.secret + std::to_string(match.verdict.confidence));
    }
    CHECK(later == at_once);
  }
}

TEST_CASE("detector: rejected candidates are told only when asked, with the reason", "[detect]") {
  const std::string_view line = "api_key = 'your-api-key-goes-here'";
  CHECK(find(line).empty());
  CHECK(why_not(line) == "a placeholder: it says so");
  CHECK(why_not("public_key = '" + test::Fake(59).hex(40) + "'") ==
        "the name public_key means something else");
  CHECK(why_not("key = 'https://shop.invalid/oauth/token'") ==
        "it looks like a URL without a password in it");
  CHECK(why_not("SECRET_KEY = os.environ.get_the_variable()") ==
        "no literal but what a call returns");
  CHECK(why_not("api_key = 'get_default_key_from_settings'")
            .starts_with("not random for its alphabet and length: 0."));
}

TEST_CASE("detector: in binary files only secrets known by their form are found", "[detect]") {
  using namespace std::string_literals;
  test::Fake fake(60);
  const std::string token = "tok_" + fake.hex(32);
  CHECK(found("\0api_key = '"s + fake.hex(40) + "' " + token) == Texts{"tool-token " + token});
}

TEST_CASE("detector: an inline mark is carried by the match it covers", "[detect]") {
  test::Fake fake(61);
  const auto matches = find("api_key = '" + fake.hex(40) + "'  # keysieve:allow for the demo\n" +
                            "api_key = '" + fake.hex(40) + "'\n");
  REQUIRE(matches.size() == 2);
  REQUIRE(matches[0].mark);
  CHECK(matches[0].mark->reason == "for the demo");
  CHECK_FALSE(matches[1].mark);
}

TEST_CASE("detector: a line of megabytes full of keywords comes to an end", "[detect]") {
  std::string line;
  while (line.size() < 5'000'000) line += "key: value, another ";
  const std::string key = test::Fake(62).hex(40);
  line += "api_key = '" + key + "'";
  CHECK(found(line) == Texts{"generic-key " + key});
}

TEST_CASE("detector: matches come by place, and a used scratch changes nothing", "[detect]") {
  test::Fake fake(63);
  std::string text;
  for (int i = 0; i < 50; ++i)
    text += "api_key = '" + fake.hex(32) + "'; tok_" + fake.hex(32) + "\n";
  const auto scratch = detector().new_scratch();
  std::vector<Match> first, second;
  detector().find({ObjectKind::blob, {}, text}, *scratch, &first);
  detector().find({ObjectKind::blob, {}, "tok_"}, *scratch, &second);
  detector().find({ObjectKind::blob, {}, text}, *scratch, &second);
  REQUIRE(first.size() == 100);
  REQUIRE(second.size() == 100);
  const auto by_place = [](const Match& a, const Match& b) { return a.span < b.span; };
  CHECK(std::is_sorted(first.begin(), first.end(), by_place));
  CHECK(std::equal(first.begin(), first.end(), second.begin(),
                   [](const Match& a, const Match& b) { return a.span == b.span; }));
}

TEST_CASE("detector: what stands encoded is found wherever else the same stands as it is",
          "[detect]") {
  const Detector all(*RuleSet::builtin());
  const auto scratch = all.new_scratch();
  const std::string token = test::Fake(3).slack_token();
  const std::string plain = "token = '" + token + "'\n";
  const std::string hidden = "data: " + test::base64("env: " + token + "\n") + "\n";
  for (const std::string& text : {plain + hidden, hidden + plain, plain + "\n\n\n" + hidden}) {
    std::vector<Match> matches;
    all.find({ObjectKind::blob, "", text}, *scratch, &matches);
    CHECK(matches.size() == 2);
  }
}

TEST_CASE("detector: the hash of rules changes with what changes results", "[detect]") {
  const auto hash = [](std::string toml) {
    return ruleset_hash(*RuleSet::parse(toml, "test.toml"));
  };
  std::string changed(rules_toml);
  const std::string original = hash(changed);
  CHECK(original.size() == 32);
  CHECK(hash(changed) == original);
  changed.replace(changed.find("{16,200}"), 8, "{17,200}");
  CHECK(hash(changed) != original);
}

TEST_CASE("rules check: unproved examples are reported with their rule and reason", "[detect]") {
  std::string toml(rules_toml);
  const std::string good = "'''api_key = '{{hex:32}}' '''";
  toml.replace(toml.find(good), good.size(), "'''api_key = 'changeme-changeme' '''");
  const std::string negative = "'''tok_''']";
  toml.replace(toml.find(negative), negative.size(), "'''tok_{{hex:32}}''']");
  const auto problems = check_rules(*RuleSet::parse(toml, "test.toml"));
  REQUIRE(problems.size() == 2);
  CHECK(problems[0].rule_id == "generic-key");
  CHECK(problems[0].message == "example 1 is not found: a placeholder: it asks to be changed");
  CHECK(problems[1].rule_id == "tool-token");
  CHECK(problems[1].message == "negative example 1 is found by the rule tool-token");
}

}  // namespace keysieve
