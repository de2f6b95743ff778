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
        "example         one acme_" +
            digits +
            "\n"
            "                two\n"
            "origin          " +
            file.string() + ":1\n");
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
  const auto file = dir.write("bad.toml", "[[rules]]\n");
  const auto bad = run_keysieve({"rules", "list", "--rules", file.string()});
  CHECK(bad.exit == 2);
  CHECK(holds(bad.err, "bad.toml:1: unknown key \"rules\"; did you mean \"rule\"?"));
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
