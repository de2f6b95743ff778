#include <algorithm>
#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

#include "catch.h"
#include "support/fake.h"
#include "support/process.h"
#include "support/temp_dir.h"
#include "support/test_repo.h"

using keysieve::test::Fake;
using keysieve::test::run_keysieve;
using keysieve::test::TempDir;
using keysieve::test::TestRepo;

namespace {

constexpr std::string_view acme = R"([[rule]]
id = "acme-token"
name = "ACME token"
description = "Opens ACME."
severity = "critical"
tags = ["acme"]
keywords = ["acme_"]
regex = '''acme_(?P<secret>[0-9a-f]{32})'''
remediation = "Revoke it."
examples = ["one ac{{join}}me_{{hex:32}}\ntwo"]
negative_examples = ["acme_version"]
)";

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("rules list: a line for each rule, sorted by id, in columns", "[cli]") {
  const auto ran = run_keysieve({"rules", "list"});
  CHECK(ran.exit == 0);
  CHECK(ran.err.empty());
  CHECK(std::count(ran.out.begin(), ran.out.end(), '\n') >= 90);
  CHECK(ran.out.find("\ndjango-secret-key ") < ran.out.find("\ngithub-token "));
  const auto column = [&](std::string_view rule, std::string_view word) {
    const std::size_t line = ran.out.find(rule);
    return ran.out.find(word, line) - line;
  };
  CHECK(column("django-secret-key ", "critical") == column("github-token ", "critical"));
  CHECK(column("django-secret-key ", "Django SECRET_KEY") ==
        column("github-token ", "GitHub token"));
}

TEST_CASE("rules list: a tag leaves only the rules that have it", "[cli]") {
  const auto ran = run_keysieve({"rules", "list", "--tag", "django"});
  CHECK(ran.exit == 0);
  CHECK(holds(ran.out, "django-secret-key-fallbacks "));
  CHECK_FALSE(holds(ran.out, "github-token"));
}

TEST_CASE("rules list: an unknown tag is refused with those near", "[cli]") {
  const auto ran = run_keysieve({"rules", "list", "--tag", "jdango"});
  CHECK(ran.exit == 2);
  CHECK(ran.out.empty());
  CHECK(holds(ran.err, "\"jdango\" is neither the id nor a tag of a rule; did you mean django?"));
}

TEST_CASE("rules list: rule files join the embedded rules", "[cli]") {
  const TempDir dir;
  const auto file = dir.write("acme.toml", acme);
  const auto ran = run_keysieve({"rules", "list", "--rules", file.string()});
  CHECK(ran.exit == 0);
  CHECK(holds(ran.out, "\nacme-token "));
  CHECK(holds(ran.out, "django-secret-key "));
}

TEST_CASE("rules show: everything, and one example filled in", "[cli]") {
  const TempDir dir;
  const auto file = dir.write("acme.toml", acme);
  const auto ran = run_keysieve({"rules", "show", "acme-token", "--rules", file.string()});
  CHECK(ran.exit == 0);
  const std::size_t example = ran.out.find("example         one acme_");
  REQUIRE(example != std::string::npos);
  const std::string digits = ran.out.substr(example + 25, 32);
  CHECK(digits.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(ran.out ==
        "id              acme-token\n"
        "name            ACME token\n"
        "severity        critical\n"
        "tags            acme\n"
        "description     Opens ACME.\n"
        "remediation     Revoke it.\n"
        "keywords        acme_\n"
        "regex           acme_(?P<secret>[0-9a-f]{32})\n"
        "context lines   0\n"
        "origin          " +
            file.string() +
            ":1\n"
            "example         one acme_" +
            digits +
            "\n"
            "                two\n"
            "its secret      " +
            digits +
            "\n"
            "stands at       line 1, column 10\n"
            "judged          a secret; entropy 3.73, randomness 1.00, confidence 1.00\n");
}

TEST_CASE("rules show: a misspelt id is refused with the one that was meant", "[cli]") {
  const auto ran = run_keysieve({"rules", "show", "django-secret-kye"});
  CHECK(ran.exit == 2);
  CHECK(holds(ran.err, "did you mean django-secret-key?"));
}

TEST_CASE("rules show: a tag is no rule, and the way to its rules is told", "[cli]") {
  const auto ran = run_keysieve({"rules", "show", "django"});
  CHECK(ran.exit == 2);
  CHECK(ran.out.empty());
  CHECK(holds(ran.err, "`keysieve rules list --tag django`"));
}

TEST_CASE("rules: a rule file that is wrong or missing stops with status 2", "[cli]") {
  const TempDir dir;
  const auto file = dir.write("bad.toml", "[[roole]]\n");
  const auto bad = run_keysieve({"rules", "list", "--rules", file.string()});
  CHECK(bad.exit == 2);
  CHECK(holds(bad.err, "bad.toml:1: unknown key \"roole\"; did you mean \"rule\"?"));
  const auto missing = run_keysieve({"rules", "list", "--rules", (dir / "none.toml").string()});
  CHECK(missing.exit == 2);
  CHECK(holds(missing.err, "none.toml"));
}

TEST_CASE("rules check: the embedded rules prove themselves", "[cli]") {
  const auto ran = run_keysieve({"rules", "check"});
  INFO(ran.out);
  CHECK(ran.exit == 0);
  CHECK(holds(ran.out, " rules, "));
  CHECK(ran.out.ends_with(" examples: all proven\n"));
}

TEST_CASE("rules check: a good file is proven, with its numbers", "[cli]") {
  const TempDir dir;
  const auto ran = run_keysieve({"rules", "check", dir.write("acme.toml", acme).string()});
  CHECK(ran.exit == 0);
  CHECK(ran.out == "1 rules, 2 examples: all proven\n");
}

TEST_CASE("rules check: an example that is not found is named, with status 1", "[cli]") {
  const TempDir dir;
  std::string text(acme);
  text.replace(text.find("{{hex:32}}"), 10, "{{hex:31}}");
  const auto file = dir.write("acme.toml", text).string();
  const auto ran = run_keysieve({"rules", "check", file});
  CHECK(ran.exit == 1);
  CHECK(ran.out.starts_with(file + ":1: acme-token: "));
  CHECK(ran.err.empty());
}

TEST_CASE("rules check: everything wrong with a file is said, with status 1", "[cli]") {
  const TempDir dir;
  const auto file = dir.write("acme.toml", "[[rule]]\nid = \"Acme\"\n").string();
  const auto ran = run_keysieve({"rules", "check", file});
  CHECK(ran.exit == 1);
  CHECK(holds(ran.out, file + ":1: the rule has no name\n"));
  CHECK(holds(ran.out, file + ":2: id \"Acme\" is not kebab-case"));
}

TEST_CASE("rules check: a file that cannot be read is status 2", "[cli]") {
  const TempDir dir;
  const auto ran = run_keysieve({"rules", "check", (dir / "none.toml").string()});
  CHECK(ran.exit == 2);
  CHECK(ran.out.empty());
  CHECK(holds(ran.err, "none.toml"));
}

TEST_CASE("rules check --cost: what each rule costs on a history", "[cli]") {
  const TempDir dir;
  TestRepo repo;
  const std::string token = "ac" + std::string("me_") + Fake().hex(32);
  repo.write("a.txt", "acme_version, acme_id\nnothing\nACME_\n" + token + "\n").commit("One");
  repo.write("b.txt", "acme_\n").commit("Two");
  const std::string rules = dir.write("acme.toml", acme).string();
  const auto ran = run_keysieve({"rules", "check", rules, "--cost", repo.path().string()});
  CHECK(ran.exit == 0);
  CHECK(ran.err.empty());
  const auto row = [&](const std::string& id) {
    std::istringstream words(ran.out.substr(std::min(ran.out.find("\n" + id), ran.out.size())));
    std::string word, time;
    std::uint64_t hits = 0, lines = 0, matches = 0;
    words >> word >> hits >> lines >> time >> matches;
    return std::vector<std::uint64_t>{hits, lines, matches};
  };
  CHECK(row("acme-token") == std::vector<std::uint64_t>{5, 4, 1});
  CHECK(row("total") == std::vector<std::uint64_t>{5, 4, 1});
}

TEST_CASE("rules check --cost: what is no repository is refused", "[cli]") {
  const TempDir dir;
  const auto ran = run_keysieve({"rules", "check", "--cost", dir.path().string()});
  CHECK(ran.exit == 2);
  CHECK(holds(ran.err, dir.path().string()));
}

TEST_CASE("rules list: as JSON", "[cli]") {
  const auto ran = run_keysieve({"rules", "list", "--tag", "github", "--format", "json"});
  CHECK(ran.exit == 0);
  CHECK(ran.out.starts_with("{\n  \"schema_version\": 1,\n"));
  CHECK(holds(ran.out, "\"id\": \"github-token\""));
  CHECK_FALSE(holds(ran.out, "\"id\": \"npm-token\""));
}

TEST_CASE("rules check: what would be slow everywhere is said", "[cli]") {
  const TempDir dir;
  std::string text(acme);
  text.replace(text.find("\"acme_\"]"), 8, "\"acme_\", \"key\"]");
  const auto ran = run_keysieve({"rules", "check", dir.write("acme.toml", text).string()});
  CHECK(ran.exit == 1);
  CHECK(holds(ran.out, "acme.toml:1: acme-token: keyword \"key\" stands in one line"));
}

TEST_CASE("rules check: a negative example that an embedded rule finds is named", "[cli]") {
  const TempDir dir;
  std::string text(acme);
  text.replace(text.find("[\"acme_version\"]"), 16, "[\"gh{{join}}p_{{crc62:30}}\"]");
  const auto ran = run_keysieve({"rules", "check", dir.write("acme.toml", text).string()});
  CHECK(ran.exit == 1);
  CHECK(holds(ran.out, "negative example 1 is found by the rule github-token"));
}

TEST_CASE("rules convert: gitleaks' rules in our own format", "[cli]") {
  const TempDir dir;
  const auto file =
      dir.write("gitleaks.toml", "[[rules]]\nid = \"acme\"\nregex = '(acme_[0-9]{9})$'\n");
  const auto ran = run_keysieve({"rules", "convert", file.string()});
  CHECK(ran.exit == 0);
  CHECK(holds(ran.out, "id = \"acme\"\n"));
  CHECK(holds(ran.out, "regex = \"(?P<secret>acme_[0-9]{9})(?m:$)\"\n"));
  CHECK(holds(ran.out, "keywords = [\"acme_\"]\n"));
  const auto ours = dir.write("ours.toml", ran.out).string();
  CHECK(run_keysieve({"rules", "check", ours}).out == "1 rules, 0 examples: all proven\n");
  CHECK(run_keysieve({"rules", "convert", file.string(), "-o", ours}).out.empty());
}

TEST_CASE("scan: a repository brings rules of its own, unless told not to", "[cli]") {
  TestRepo repo;
  const std::string secret = "ac" + std::string("me_") + Fake().hex(32);
  repo.write(".keysieve.toml", acme).write("a.txt", secret + "\n").commit("One");
  const auto path = repo.path().string();
  CHECK(run_keysieve({"scan", path}).exit == 1);
  CHECK(run_keysieve({"scan", path, "--no-repo-config"}).exit == 0);
  CHECK(run_keysieve({"scan", path, "--disable", "acme"}).exit == 0);
}

TEST_CASE("scan: a repository that replaces a rule is told of", "[cli]") {
  TestRepo repo;
  std::string text(acme);
  text.replace(text.find("acme-token"), 10, "github-token");
  repo.write(".keysieve.toml", text).commit("One");
  const auto ran = run_keysieve({"scan", repo.path().string()});
  CHECK(ran.exit == 0);
  CHECK(holds(ran.err, ".keysieve.toml:1: replaces the rule github-token\n"));
}

TEST_CASE("scan: a finding tells what its form proves and what stands beside it", "[cli]") {
  const TempDir dir;
  const std::string id = "AK" + std::string("IAQ") + Fake(2).from("ABCDEFGH", 15);
  const std::string secret =
      Fake(3).from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP0123456789/+", 40);
  const auto file = dir.write(
      "credentials", "aws_access_key_id = " + id + "\naws_secret_access_key = " + secret + "\n");
  const auto ran = run_keysieve({"scan", "--files", file.string(), "--format", "json"});
  CHECK(ran.exit == 1);
  CHECK(holds(ran.out, "\"aws_account\": \""));
  CHECK(holds(ran.out, "\"companions\": ["));
  CHECK_FALSE(holds(ran.out, id));
  const auto text_report = run_keysieve({"scan", "--files", file.string()});
  CHECK(holds(text_report.out, "aws account "));
  CHECK(holds(text_report.out, "aws access key id AK"));
}
