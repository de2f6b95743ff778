#include "cli/blocked_message.h"

#include <algorithm>

#include <fmt/format.h>

#include "catch.h"
#include "support/fake.h"

namespace keysieve::cli {
namespace {

RuleSet rules() {
  auto parsed = RuleSet::parse(R"(
[[rule]]
id = "door-key"
name = "Door key"
description = "Opens the door."
severity = "critical"
keywords = ["door"]
preset = "hex"
regex = '''door=(?P<secret>[a-z0-9]{20,})'''
examples = ["door={{hex:40}}"]
)",
                               "test.toml");
  REQUIRE(parsed);
  return *std::move(parsed);
}

std::string blocked_message(const Report& report, const RuleSet& rules) {
  return cli::blocked_message(report, rules, HookType::pre_commit, true);
}

Finding finding(std::string path, std::uint32_t line) {
  Finding finding;
  finding.rule_id = "door-key";
  finding.fingerprint = "0123456789abcdef0123456789abcdef";
  finding.secret = test::Fake().hex(40);
  finding.status = FindingStatus::staged;
  Occurrence occurrence;
  occurrence.path = std::move(path);
  occurrence.region = {line, 6, line, 46};
  finding.occurrences.push_back(occurrence);
  return finding;
}

Report report(std::vector<Finding> findings) {
  Report report;
  report.completeness.expected = report.completeness.scanned = 1;
  report.findings = std::move(findings);
  return report;
}

std::string shown_secret() {
  const std::string secret = test::Fake().hex(40);
  return secret.substr(0, 3) + "…" + secret.substr(37);
}

TEST_CASE("blocked message: one finding, its place, what it opens, and the ways on", "[cli]") {
  const std::string text = blocked_message(report({finding("config/prod.py", 23)}), rules());
  CHECK(text ==
        "keysieve: commit stopped: a secret in what is staged\n"
        "\n"
        "  config/prod.py:23: Door key (critical)\n"
        "    " +
            shown_secret() +
            "\n"
            "    Opens the door.\n"
            "    In its place: os.environ[\"DOOR_KEY\"]\n"
            "\n"
            "Take it out: read it from the environment, and git add the file again.\n"
            "  A new key: keysieve generate --for hex --env-file .env --name DOOR_KEY\n"
            "Accept it:   keysieve accept 0123456789abcdef0123456789abcdef --reason \"…\"\n"
            "Mark it:     in a comment on its line, with the reason: keysieve:allow …\n"
            "Or pass once, unscanned: git commit --no-verify\n");
  CHECK(std::count(text.begin(), text.end(), '\n') < 20);
}

TEST_CASE("blocked message: a push names the commit, a server nothing that it does not heed",
          "[cli]") {
  Finding pushed = finding("a.rb", 1);
  pushed.introduced.emplace_back().commit = *ObjectId::from_hex(std::string(40, 'a'));
  const std::string here =
      cli::blocked_message(report({pushed}), rules(), HookType::pre_push, true);
  CHECK(here.starts_with("keysieve: push stopped: a secret in what is pushed\n"));
  CHECK(here.find("  a.rb:1 in commit aaaaaaaaaa: Door key") != std::string::npos);
  CHECK(here.find("In its place: ENV.fetch(\"DOOR_KEY\")") != std::string::npos);
  CHECK(here.find("git commit --amend, or git rebase -i") != std::string::npos);
  CHECK(here.find("git push --no-verify") != std::string::npos);
  const std::string there =
      cli::blocked_message(report({pushed}), rules(), HookType::pre_receive, false);
  CHECK(there.starts_with("keysieve: push refused: a secret in what is pushed\n"));
  CHECK(there.find("administrator") != std::string::npos);
  for (const char* not_here : {"keysieve:allow", "keysieve accept", "--no-verify"}) {
    CHECK(there.find(not_here) == std::string::npos);
  }
}

TEST_CASE("blocked message: what is not heeded is not named as a way on", "[cli]") {
  const Report found = report({finding("a", 1)});
  const std::string here = cli::blocked_message(found, rules(), HookType::pre_commit, false);
  CHECK(here.find("keysieve accept") == std::string::npos);
  CHECK(here.find("git commit --no-verify") != std::string::npos);
  const std::string there = cli::blocked_message(found, rules(), HookType::update, true);
  CHECK(there.find("keysieve accept 0123456789abcdef0123456789abcdef") != std::string::npos);
  CHECK(there.find("push again") != std::string::npos);
  CHECK(there.find("--no-verify") == std::string::npos);
}

TEST_CASE("blocked message: what a change accepts itself is said", "[cli]") {
  Finding accepted = finding("a", 7);
  accepted.suppression = Suppression{"file", "a test key", true};
  CHECK(blocked_message(report({accepted}), rules()) ==
        "keysieve: a secret is accepted by this very commit:\n  a:7: Door key " + shown_secret() +
            ", a test key\n");
}

TEST_CASE("blocked message: what HEAD holds already is said in a line each", "[cli]") {
  Finding known = finding("a", 7);
  known.suppression = Suppression{"known", "HEAD holds it already"};
  CHECK(
      blocked_message(report({known}), rules()) ==
      "keysieve: a secret is in what is staged, and in HEAD already, so the commit is not stopped "
      "for it:\n  a:7: Door key " +
          shown_secret() + "\n");
}

TEST_CASE("blocked message: many findings are each named for keysieve accept", "[cli]") {
  const std::string text = blocked_message(report({finding("a", 1), finding("b", 2)}), rules());
  CHECK(text.find("    Fingerprint: 0123456789abcdef0123456789abcdef\n") != std::string::npos);
  CHECK(text.find("keysieve accept FINGERPRINT --reason") != std::string::npos);
}

TEST_CASE("blocked message: never holds the secret", "[cli]") {
  const std::string text = blocked_message(report({finding("a", 1)}), rules());
  CHECK(text.find(test::Fake().hex(40)) == std::string::npos);
}

TEST_CASE("blocked message: nothing found, nothing to say", "[cli]") {
  CHECK(blocked_message(report({}), rules()).empty());
}

TEST_CASE("blocked message: what was accepted on purpose stops nothing", "[cli]") {
  Finding accepted = finding("a", 1);
  accepted.suppression = Suppression{"inline", "a test key"};
  CHECK(blocked_message(report({accepted}), rules()).empty());
  const std::string text = blocked_message(report({accepted, finding("b", 2)}), rules());
  CHECK(text.find("a secret in") != std::string::npos);
  CHECK(text.find(" a:1") == std::string::npos);
}

TEST_CASE("blocked message: many findings stay on a screen", "[cli]") {
  std::vector<Finding> many;
  for (std::uint32_t line = 1; line <= 30; ++line) many.push_back(finding("many", line));
  const std::string text = blocked_message(report(many), rules());
  CHECK(text.find("30 secrets in what is staged") != std::string::npos);
  CHECK(text.find("  … and 25 more: keysieve scan --staged\n") != std::string::npos);
  CHECK(text.find("many:5:") != std::string::npos);
  CHECK(text.find("many:6:") == std::string::npos);
}

TEST_CASE("blocked message: other places of the same secret are counted", "[cli]") {
  Finding twice = finding("a", 1);
  twice.occurrences.push_back(twice.occurrences.front());
  const std::string text = blocked_message(report({twice}), rules());
  CHECK(text.find("  a:1 (and 1 more): Door key") != std::string::npos);
}

TEST_CASE("blocked message: a path cannot act on the terminal", "[cli]") {
  const std::string text = blocked_message(report({finding("a\x1b[2Jb\nc/ключ", 1)}), rules());
  CHECK(text.find("  a?[2Jb?c/ключ:1: ") != std::string::npos);
}

TEST_CASE("blocked message: what could not be scanned is named, with the way on", "[cli]") {
  Report partly = report({});
  partly.completeness = {3, 2, 1, {{"too-large", std::nullopt, "big.bin is too large"}}};
  CHECK(blocked_message(partly, rules()) ==
        "keysieve: commit stopped: nothing found, but 1 of 3 objects could not be scanned: big.bin "
        "is too large\n"
        "To pass all the same: git commit --no-verify\n");
}

}  // namespace
}  // namespace keysieve::cli
