#include "rules/rule_file.h"

#include <fmt/format.h>

#include "catch.h"
#include "rules/assignment.h"
#include "rules/provider_key.h"

using keysieve::read_rules;
using keysieve::Rule;
using keysieve::Severity;

namespace {

// A good rule; line 1 is "[[rule]]".
constexpr std::string_view good = R"([[rule]]
id = "acme-token"
name = "ACME token"
description = "Opens ACME."
severity = "critical"
keywords = ["acme_"]
regex = '''acme_(?P<secret>[0-9a-f]{8})'''
examples = ["acme_{{hex:8}}"]
)";

// `good` with `line` in place of the line of the same key, or without it.
std::string with(std::string_view key, std::string_view line) {
  std::string text(good);
  const std::size_t begin = text.find(fmt::format("\n{} =", key)) + 1;
  text.replace(begin, text.find('\n', begin) + 1 - begin,
               line.empty() ? "" : fmt::format("{}\n", line));
  return text;
}

std::string error_of(std::string_view text) {
  const auto rules = read_rules(text, "acme.toml");
  return rules ? "no error" : rules.error().message;
}

std::vector<Rule> rules_of(std::string_view text) {
  auto rules = read_rules(text, "acme.toml");
  if (!rules) FAIL(rules.error().message);
  return std::move(rules->rules);
}

}  // namespace

TEST_CASE("rule file: keys of very many parts are refused before they use up the stack",
          "[rules]") {
  for (const std::string part : {"a.", "\"a\".", "'.' . ", "a .\t"}) {
    std::string key;
    while (key.size() < 900'000) key += part;
    CAPTURE(part);
    CHECK_FALSE(keysieve::RuleSet::parse(key + "a = 1\n", "rules.toml"));
    CHECK_FALSE(keysieve::RuleSet::parse("[" + key + "a]\n", "rules.toml"));
    CHECK_FALSE(
        keysieve::RuleSet::parse("x = {y = '''it's\"''', " + key + "a = 1} # \"\n", "rules.toml"));
  }
}

TEST_CASE("rule file: what begins no key is an error, and no crash", "[rules]") {
  for (const char* toml : {"[[\nrule]]\n", "[=]\n", "[[=]]\n", "=1\n", "a.=1\n", "[a.\n]\n",
                           "a \xEF\xBB\xBB = 1\n", "a \xC3\xA4 = 1\n"}) {
    CAPTURE(toml);
    CHECK_FALSE(keysieve::RuleSet::parse(toml, "rules.toml"));
  }
}

TEST_CASE("rule file: every key is read", "[rules]") {
  const auto rules = rules_of(R"(# ACME
[[rule]]
id = "acme-token"
name = "ACME token"
description = "Opens ACME."
severity = "medium"
tags = ["cloud", "acme"]
keywords = ["acme_", "acme-"]
regex = '''acme.(?P<secret>[0-9a-f]{8})'''
path = '''\.py$'''
min_randomness = 0.25
context_lines = 3
remediation = "Revoke it."
preset = "hex"
examples = ["acme_{{hex:8}}", "acme-{{hex:8}}"]
negative_examples = ["acme_zero"]

[[rule]]
id = "acme-file"
name = "ACME file"
description = "Opens ACME, too."
severity = "low"
regex = '''\A[0-9]+\z'''
path = '''acme\.key$'''
whole_blob = true
min_randomness = 1
examples = ["{{digits:8}}"]
)");
  REQUIRE(rules.size() == 2);
  const Rule& token = rules[0];
  CHECK(token.id == "acme-token");
  CHECK(token.name == "ACME token");
  CHECK(token.description == "Opens ACME.");
  CHECK(token.severity == Severity::medium);
  CHECK(token.tags == std::vector<std::string>{"cloud", "acme"});
  CHECK(token.keywords == std::vector<std::string>{"acme_", "acme-"});
  CHECK(token.regex == "acme.(?P<secret>[0-9a-f]{8})");
  CHECK(token.path == "\\.py$");
  CHECK(token.min_randomness == 0.25);
  CHECK(token.context_lines == 3);
  CHECK_FALSE(token.whole_blob);
  CHECK(token.remediation == "Revoke it.");
  CHECK(token.preset == "hex");
  CHECK(token.examples == std::vector<std::string>{"acme_{{hex:8}}", "acme-{{hex:8}}"});
  CHECK(token.negative_examples == std::vector<std::string>{"acme_zero"});
  CHECK(token.origin == "acme.toml:2");
  CHECK(rules[1].whole_blob);
  CHECK(rules[1].min_randomness == 1.0);
  CHECK(rules[1].origin == "acme.toml:18");
}

TEST_CASE("rule file: a file without a rule has none", "[rules]") {
  CHECK(rules_of("").empty());
  CHECK(rules_of("# nothing yet\n").empty());
}

TEST_CASE("rule file: each missing key is named at the rule", "[rules]") {
  for (const char* key : {"id", "name", "description", "severity", "regex", "examples"}) {
    CHECK(error_of(with(key, "")) == fmt::format("acme.toml:1: the rule has no {}", key));
  }
  CHECK(error_of(with("keywords", "")) ==
        "acme.toml:1: a rule needs keywords (or whole_blob = true and a path)");
}

TEST_CASE("rule file: a wrong type is named with the right one", "[rules]") {
  CHECK(error_of(with("name", "name = 3")) == "acme.toml:3: name must be a string");
  CHECK(error_of(with("keywords", "keywords = \"acme\"")) ==
        "acme.toml:6: keywords must be an array of strings");
  CHECK(error_of(with("examples", "examples = [\"a\", 3]")) ==
        "acme.toml:8: examples must be an array of strings");
  const std::string text(good);
  CHECK(error_of(text + "context_lines = 1.5") ==
        "acme.toml:9: context_lines must be a whole number");
  CHECK(error_of(text + "min_randomness = \"1\"") ==
        "acme.toml:9: min_randomness must be a number");
  CHECK(error_of(text + "whole_blob = 1") == "acme.toml:9: whole_blob must be true or false");
}

TEST_CASE("rule file: an unknown key is named with the nearest known one", "[rules]") {
  const std::string text(good);
  CHECK(error_of(text + "remediate = \"x\"\n") ==
        "acme.toml:9: unknown key \"remediate\"; did you mean \"remediation\"?");
  CHECK(error_of("[[roole]]\nid = \"x\"\n") ==
        "acme.toml:1: unknown key \"roole\"; did you mean \"rule\"?");
  CHECK(error_of(text + "zzzzzzzz = 1\n").find("known are id, name") != std::string::npos);
}

TEST_CASE("rule file: bad values are refused", "[rules]") {
  const auto [key, line, complaint] = GENERATE(table<std::string, std::string, std::string>({
      {"severity", "severity = \"High\"", "severity must be \"critical\""},
      {"id", "id = \"Acme\"", "id \"Acme\" is not kebab-case"},
      {"id", "id = \"acme_token\"", "is not kebab-case"},
      {"id", "id = \"acme--token\"", "is not kebab-case"},
      {"id", "id = \"-acme\"", "is not kebab-case"},
      {"id", "id = \"\"", "is not kebab-case"},
      {"name", "name = \"\"", "name is empty"},
      {"description", "description = \"\"", "description is empty"},
      {"keywords", "keywords = [\"\"]", "shorter than 3"},
      {"keywords", "keywords = [\"ab\"]", "keyword \"ab\" is shorter than 3 characters"},
      {"keywords", "keywords = [\"ACME\"]", "keyword \"ACME\" must be lower-case"},
      {"keywords", "keywords = [\"ab\\ncd\"]", "line break"},
      {"keywords", "keywords = []", "a rule needs keywords"},
      {"examples", "examples = []", "examples is empty"},
      {"examples", "examples = [\"{{acme:3}}\"]", "unknown template \"{{acme:3}}\""},
      {"keywords", "keywords = [\"acme\"]\nnegative_examples = [\"{{hex}}\"]", "needs a length"},
      {"keywords", "keywords = [\"acme\"]\ntags = [\"A b\"]", "tag \"A b\" is not kebab-case"},
      {"keywords", "keywords = [\"acme\"]\ncontext_lines = 101", "it must be from 0 to 100"},
      {"keywords", "keywords = [\"acme\"]\ncontext_lines = -1", "context_lines is -1"},
      {"keywords", "keywords = [\"acme\"]\ncontext_lines = 4294967296", "from 0 to 100"},
      {"keywords", "keywords = [\"acme\"]\nmin_randomness = 1.5", "min_randomness is 1.5"},
      {"keywords", "keywords = [\"acme\"]\nmin_randomness = nan", "it must be from 0 to 1"},
      {"keywords", "keywords = [\"acme\"]\nwhole_blob = true\npath = \"x\"", "have no keywords"},
      {"keywords", "whole_blob = true", "whole_blob needs a path"},
  }));
  const std::string error = error_of(with(key, line));
  INFO(error);
  CHECK(error.starts_with("acme.toml:"));
  CHECK(error.find(complaint) != std::string::npos);
  CHECK(error.find('\n') == std::string::npos);
}

TEST_CASE("rule file: RE2's words stand in the refusal of a regex", "[rules]") {
  CHECK(error_of(with("regex", "regex = '''acme(?=x)'''")) ==
        "acme.toml:7: RE2 refuses regex: invalid perl operator: (?=");
  CHECK(error_of(with("regex", "regex = '''acme(?P<token>x)'''")) ==
        "acme.toml:7: regex has a group named \"token\"; only \"secret\", \"literal\" and \"name\" "
        "mean something");
  CHECK(error_of(std::string(good) + "path = '''[a'''\n") ==
        "acme.toml:9: RE2 refuses path: missing ]: [a");
}

TEST_CASE("rule file: names stand for a regex that finds what is assigned to them", "[rules]") {
  const auto rules = rules_of(with("regex", "names = 'ACME_KEY'\nvalue = '[0-9a-f]{8}'"));
  REQUIRE(rules.size() == 1);
  CHECK(rules[0].regex.find("(?P<name>ACME_KEY)") != std::string::npos);
  CHECK(rules[0].regex.find("(?P<secret>[0-9a-f]{8})") != std::string::npos);
  CHECK(rules[0].context_lines == keysieve::assignment_context_lines);
}

TEST_CASE("rule file: names need to know what the secret looks like", "[rules]") {
  CHECK(error_of(with("regex", "names = 'ACME_KEY'")) ==
        "acme.toml:7: names needs either value, how the secret looks, or length");
  CHECK(error_of(with("regex", "names = 'ACME_KEY'\nlength = 8\nvalue = 'x'")) ==
        "acme.toml:7: names needs either value, how the secret looks, or length");
  CHECK(error_of(with("regex", "names = 'ACME_KEY'\nlength = 7")) ==
        "acme.toml:8: length is 7; it must be from 8 to 200");
  CHECK(error_of(with("regex", "regex = 'acme_'\nnames = 'ACME_KEY'\nlength = 8")) ==
        "acme.toml:7: regex, names, assigned_to and provider are four ways: keep one");
  CHECK(error_of(with("regex", "regex = 'acme_'\nlength = 8")) ==
        "acme.toml:8: length goes with names or assigned_to");
}

TEST_CASE("rule file: a provider stands for a regex that finds its keys", "[rules]") {
  const auto rules = rules_of(with("regex", "provider = 'acme'\nvalue = '[0-9a-f]{32}'"));
  REQUIRE(rules.size() == 1);
  CHECK(rules[0].regex.starts_with("(?P<name>(?i:acme))"));
  CHECK(rules[0].regex.find("(?P<secret>[0-9a-f]{32})") != std::string::npos);
  CHECK(rules[0].context_lines == keysieve::provider_context_lines);
  CHECK(rules[0].min_randomness == keysieve::provider_min_randomness);
}

TEST_CASE("rule file: a provider needs to know what its keys look like", "[rules]") {
  CHECK(error_of(with("regex", "provider = 'acme'")) == "acme.toml:1: the rule has no value");
  CHECK(error_of(with("regex", "provider = 'acme'\nlength = 8\nvalue = 'x'")) ==
        "acme.toml:8: length goes with names or assigned_to");
  CHECK(error_of(with("regex", "regex = 'acme_'\nvalue = 'x'")) ==
        "acme.toml:8: value goes with names or provider, not regex");
}

TEST_CASE("rule file: an id is taken once", "[rules]") {
  CHECK(error_of(fmt::format("{0}\n{0}", good)) ==
        "acme.toml:10: id \"acme-token\" is already taken by the rule in line 1");
}

TEST_CASE("rule file: all that is wrong is said at once, in the order of the lines", "[rules]") {
  const std::string text =
      with("severity", "severity = \"bad\"") + "colour = 1\n\n[[rule]]\nname = \"\"\n";
  CHECK(error_of(text) ==
        "acme.toml:5: severity must be \"critical\", \"high\", \"medium\" or \"low\"\n"
        "acme.toml:9: unknown key \"colour\"; known are id, name, description, severity, tags, "
        "keywords, regex, names, assigned_to, provider, value, length, path, min_randomness, "
        "min_entropy, context_lines, whole_blob, every_line, as_written, validate, companion, "
        "allowlist, remediation, preset, examples, negative_examples\n"
        "acme.toml:11: the rule has no id\n"
        "acme.toml:11: the rule has no description\n"
        "acme.toml:11: the rule has no severity\n"
        "acme.toml:11: the rule has no regex\n"
        "acme.toml:11: the rule has no examples\n"
        "acme.toml:11: a rule needs keywords (or whole_blob = true and a path)\n"
        "acme.toml:12: name is empty");
}

TEST_CASE("rule file: what is no TOML is refused with its line", "[rules]") {
  CHECK(error_of("[[rule]]\nid = \n").starts_with("acme.toml:2: not TOML: "));
  CHECK(error_of("[[rule]]\nid = \"\xff\"\n").starts_with("acme.toml:2: not TOML: "));
  CHECK(error_of("rule = 3\n") == "acme.toml:1: rule is written as [[rule]]");
  CHECK(error_of("[rule]\nid = \"x\"\n") == "acme.toml:1: rule is written as [[rule]]");
}

TEST_CASE("rule file: a file beyond all reason is not read", "[rules]") {
  CHECK(error_of(std::string((1U << 20) + 1, '#')).find("too many for rules or settings") !=
        std::string::npos);
}

TEST_CASE("rule file: a preset that does not exist is an error, with the one that was meant",
          "[rules]") {
  const std::string text = R"([[rule]]
id = "acme-token"
name = "ACME token"
description = "Opens ACME."
severity = "low"
keywords = ["acme_"]
regex = "acme_[0-9a-f]{8}"
preset = "djanog"
examples = ["acme_{{hex:8}}"]
)";
  const auto rules = read_rules(text, "acme.toml");
  REQUIRE_FALSE(rules);
  CHECK(rules.error().message ==
        "acme.toml:8: there is no preset \"djanog\"; did you mean \"django\"?");
}
