#include "detect/place.h"

#include <cmath>

#include "catch.h"

namespace keysieve {
namespace {

Rule rule(std::vector<std::string> tags) {
  Rule rule;
  rule.tags = std::move(tags);
  return rule;
}

Match match(bool quoted, double confidence = 0.9, double randomness = 0.9) {
  Match match;
  match.quoted = quoted;
  match.verdict = {true, "", 4, randomness, confidence};
  return match;
}

bool accepted(const Rule& rule, const Match& match, std::string_view path) {
  return weigh_path(rule, match, path).accepted;
}

}  // namespace

TEST_CASE("place: unquoted values stand only in files whose syntax allows them", "[detect]") {
  const Rule framework = rule({"framework"});
  for (const char* path : {".env", ".env.production", "config/app.yml", "deploy.yaml", "setup.ini",
                           "app.cfg", "nginx.conf", "app.properties", "run.sh", "Dockerfile",
                           "Procfile", "notes.txt", "secrets"}) {
    CAPTURE(path);
    CHECK(accepted(framework, match(false), path));
  }
  for (const char* path : {"settings.py", "src/app.js", "App.TSX", "main.go", "lib/a.rb", "A.java",
                           "index.html", "style.css", "x/y.php", "data.json"}) {
    CAPTURE(path);
    CHECK_FALSE(accepted(framework, match(false), path));
    CHECK(accepted(framework, match(true), path));
    CHECK(accepted(rule({"token"}), match(false), path));
  }
}

TEST_CASE("place: files that tools write hold no generic secrets", "[detect]") {
  for (const char* path : {"package-lock.json", "web/yarn.lock", "Cargo.lock", "poetry.lock",
                           "go.sum", "a/app.min.js", "a.js.map", "logo.svg", "locale/de.po"}) {
    CAPTURE(path);
    CHECK_FALSE(accepted(rule({"generic"}), match(true), path));
    CHECK(accepted(rule({"token"}), match(true), path));
  }
}

TEST_CASE("place: tests, examples and documentation lower the confidence", "[detect]") {
  for (const char* path : {"tests/settings.py", "app/spec/x.rb", "docs/index.txt", "README.md",
                           "examples/a/b.py", "src/app_test.go", "test_app.py", ".env.example"}) {
    CAPTURE(path);
    const Verdict verdict = weigh_path(rule({"generic"}), match(true, 0.9), path);
    CHECK(verdict.accepted);
    CHECK(verdict.confidence < 0.9);
  }
  const double elsewhere =
      weigh_path(rule({"generic"}), match(true, 0.9), "src/latest/contest.py").confidence;
  CHECK(std::abs(elsewhere - 0.9) < 1e-9);
}

TEST_CASE("place: files of settings raise the confidence", "[detect]") {
  for (const char* path : {".env", "config/shop.yml", "app.properties", "conf/my.cnf"}) {
    CAPTURE(path);
    CHECK(weigh_path(rule({"generic"}), match(true, 0.9), path).confidence > 0.9);
  }
}

TEST_CASE("place: weak secrets known by their name alone count where settings are written",
          "[detect]") {
  Rule weak = rule({"generic"});
  weak.severity = Severity::low;
  weak.assigned = true;
  for (const char* path : {".env", "app.yml", "app.properties", "data.json", "Dockerfile", "run.sh",
                           ".bash_profile", "dump.sql"}) {
    CAPTURE(path);
    CHECK(accepted(weak, match(true, 0.6), path));
  }
  for (const char* path : {"settings.py", "src/main.go", "pyproject.toml", "index.html", ""}) {
    CAPTURE(path);
    const Verdict verdict = weigh_path(weak, match(true, 0.6), path);
    CHECK_FALSE(verdict.accepted);
    CHECK(verdict.confidence > 0.05);  // for those who ask for less
    CHECK(accepted(rule({"generic"}), match(true, 0.6), path));
  }
}

TEST_CASE("place: what is asked for decides whether an unsure value is a finding", "[detect]") {
  const Rule generic = rule({"generic"});
  CHECK_FALSE(weigh_path(generic, match(true, 0.52), "tests/settings.py", 0.5).accepted);
  CHECK(weigh_path(generic, match(true, 0.52), "tests/settings.py", 0.3).accepted);
  CHECK(weigh_path(generic, match(true, 0.52), "app/settings.py", 0.5).accepted);
}

TEST_CASE("place: a secret that its own form proves is never rejected", "[detect]") {
  Match sure = match(true, 0.99);
  sure.validation.status = ValidationStatus::valid;
  CHECK(weigh_path(rule({"token"}), sure, "tests/fixtures/a.lock", 0.999).accepted);
}

TEST_CASE("place: a message is no file and allows what any text does", "[detect]") {
  CHECK(accepted(rule({"generic"}), match(false), ""));
}

}  // namespace keysieve
