// keysieve accept as people use it.
#include <filesystem>

#include "base/sha1.h"
#include "catch.h"
#include "support/fake.h"
#include "support/process.h"
#include "support/scan_json.h"
#include "support/test_repo.h"

namespace keysieve::test {
namespace {

namespace fs = std::filesystem;

std::string key(std::uint32_t seed) {
  return Fake(seed).django_key();
}

std::string settings(std::uint32_t seed) {
  return "DEBUG = False\nSECRET_KEY = '" + key(seed) + "'\n";
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

struct TwoLeaks : TestRepo {
  TwoLeaks() {
    write("a.py", settings(1)).commit("One");
    write("b b.py", settings(2)).commit("Two");
    const auto ran = scan_json(path());
    first = ran.finding(key(1)).at("fingerprint");
    second = ran.finding(key(2)).at("fingerprint");
  }
  Ran accept(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "accept");
    return run_keysieve(std::move(arguments), path());
  }
  // How many are left to accept.
  std::size_t left() {
    return scan_json(path()).report.at("summary").at("findings").get<std::size_t>();
  }
  std::string first, second;
};

TEST_CASE("accept: one fingerprint becomes one line, that says what it is", "[cli]") {
  TwoLeaks repo;
  const auto ran = repo.accept({repo.second, "--reason", "a test", "--expires", "2999-12-31"});
  CHECK(ran.exit == 0);
  CHECK(holds(repo.read(".keysieveignore"),
              repo.second + "  django-secret-key  b%20b.py  # a test; expires=2999-12-31\n"));
  CHECK(repo.left() == 1);
  CHECK_FALSE(holds(ran.out + repo.read(".keysieveignore"), key(2)));
}

TEST_CASE("accept: all of them, and then there is nothing left", "[cli]") {
  TwoLeaks repo;
  REQUIRE(repo.accept({"--all", "--reason", "known"}).exit == 0);
  CHECK(repo.left() == 0);
  const std::string text = repo.read(".keysieveignore");
  const auto again = repo.accept({"--all", "--reason", "known"});
  CHECK(again.exit == 0);
  CHECK(again.out == "There is nothing to accept.\n");
  CHECK(repo.read(".keysieveignore") == text);
}

TEST_CASE("accept: other lines keep their bytes, and the file its mode", "[cli]") {
  TwoLeaks repo;
  repo.write(".keysieveignore", "# by hand\r\n" + repo.first + "\todd   # \r\nwhat is this\r\n");
  fs::permissions(repo.path() / ".keysieveignore", fs::perms::owner_read | fs::perms::owner_write);
  REQUIRE(repo.accept({repo.second, "--reason", "x"}).exit == 0);
  std::string text = repo.read(".keysieveignore");
  const std::string line = repo.second + "  django-secret-key  b%20b.py  # x\r\n";
  REQUIRE(holds(text, line));
  text.erase(text.find(line), line.size());
  CHECK(text == "# by hand\r\n" + repo.first + "\todd   # \r\nwhat is this\r\n");
  CHECK((fs::status(repo.path() / ".keysieveignore").permissions() & fs::perms::others_read) ==
        fs::perms::none);
}

TEST_CASE("accept: an expired line is renewed, one that holds is left", "[cli]") {
  TwoLeaks repo;
  repo.write(".keysieveignore", repo.first + "  r  p  # old; expires=2001-01-01\n");
  REQUIRE(repo.accept({repo.first, "--reason", "new"}).exit == 0);
  CHECK(repo.read(".keysieveignore") == repo.first + "  django-secret-key  a.py  # new\n");
  const auto again = repo.accept({repo.first, "--reason", "newer"});
  CHECK(holds(again.out, "accepted already"));
  CHECK(holds(repo.read(".keysieveignore"), "# new\n"));
}

TEST_CASE("accept: what nobody found is an error, and nothing is written", "[cli]") {
  TwoLeaks repo;
  const auto ran = repo.accept({repo.first, std::string(32, '0'), "--reason", "x"});
  CHECK(ran.exit == 2);
  CHECK(holds(ran.err, std::string(32, '0') + ": nothing that was found has this fingerprint"));
  CHECK_FALSE(fs::exists(repo.path() / ".keysieveignore"));
}

TEST_CASE("accept: it must be said what, and why, and until a day to come", "[cli]") {
  TwoLeaks repo;
  CHECK(repo.accept({}).exit == 2);
  CHECK(repo.accept({"--all"}).exit == 2);
  CHECK(repo.accept({"--all", repo.first, "--reason", "x"}).exit == 2);
  CHECK(repo.accept({"--all", "--reason", "two\nlines"}).exit == 2);
  CHECK(repo.accept({"--all", "--reason", "x", "--expires", "2001-01-01"}).exit == 2);
  CHECK(repo.accept({"--all", "--reason", "x", "--expires", "soon"}).exit == 2);
  const auto telling = repo.accept({"--all", "--reason", "it is " + key(1)});
  CHECK(telling.exit == 2);
  CHECK_FALSE(holds(telling.err, key(1)));
  CHECK_FALSE(fs::exists(repo.path() / ".keysieveignore"));
}

TEST_CASE("accept: of a saved report, without a scan", "[cli]") {
  TwoLeaks repo;
  const TempDir dir;
  const std::string file = (dir / "report.json").string();
  run_keysieve({"scan", "--format", "json", "--output", file}, repo.path());
  REQUIRE(repo.accept({repo.first, "--report", file, "--reason", "read"}).exit == 0);
  CHECK(holds(repo.read(".keysieveignore"), repo.first + "  django-secret-key  a.py  # read\n"));
  CHECK(repo.accept({std::string(32, '0'), "--report", file, "--reason", "x"}).exit == 2);
  CHECK(repo.accept({"--all", "--report", file, "--reason", "rest"}).exit == 0);
  CHECK(repo.left() == 0);
  CHECK(repo.accept({"--all", "--report", dir.write("x", "{}").string(), "--reason", "x"}).exit ==
        2);
}

TEST_CASE("accept: of what is staged, by the same options as a scan", "[cli]") {
  TwoLeaks repo;
  repo.write("c.py", settings(3)).git({"add", "."});
  REQUIRE(repo.accept({"--all", "--staged", "--reason", "x"}).exit == 0);
  CHECK(repo.left() == 2);
  repo.git({"add", "."});
  CHECK(scan_json(repo.path(), {"--staged"}).exit == 0);
}

TEST_CASE("accept: a bare repository has no file to write into", "[cli]") {
  TwoLeaks repo;
  const TempDir dir;
  const std::string bare = (dir / "bare.git").string();
  repo.git({"clone", "--quiet", "--bare", ".", bare});
  const auto ran = repo.accept({"--all", "--reason", "x", "--repository", bare});
  CHECK(ran.exit == 2);
  CHECK(holds(ran.err, "is a bare repository"));
}

TEST_CASE("accept: a path that holds the secret is redacted", "[cli]") {
  TestRepo repo;
  const std::string secret = Fake().slack_token();
  repo.write(secret + ".txt", "token " + secret + "\n").commit("One");
  REQUIRE(run_keysieve({"accept", "--all", "--reason", "x"}, repo.path()).exit == 0);
  CHECK_FALSE(holds(repo.read(".keysieveignore"), secret));
}

TEST_CASE("accept --import: .gitleaksignore means what stood there then", "[cli]") {
  TwoLeaks repo;
  const std::string then = repo.git({"rev-parse", "HEAD~1"});
  repo.write("a.py", settings(3)).commit("Another key in the same line");
  repo.write(".gitleaksignore", then + ":a.py:django:2\n" + then + ":a.py:django:1\n" +
                                    std::string(40, '1') + ":a.py:x:2\nb b.py:generic:2\n");
  const auto ran = repo.accept({"--import", ".gitleaksignore"});
  CHECK(ran.exit == 3);
  const std::string text = repo.read(".keysieveignore");
  CHECK(holds(text, repo.first + "  django-secret-key  a.py  # accepted in .gitleaksignore\n"));
  CHECK(holds(text, repo.second));
  CHECK(holds(ran.err, then + ":a.py:django:1: no secret was found in that line of that file\n"));
  CHECK(holds(ran.err, std::string(40, '1') + ":a.py:x:2: there is no such file in that commit"));
  const auto after = scan_json(repo.path());
  CHECK(after.finding(key(1)).at("suppression").is_object());
  CHECK(after.finding(key(3)).at("suppression").is_null());
}

TEST_CASE("accept --import: without a commit HEAD's file is meant", "[cli]") {
  TwoLeaks repo;
  repo.write("a.py", settings(3)).commit("Another key in the same line");
  repo.write(".gitleaksignore", "a.py:django:2\n");
  REQUIRE(repo.accept({"--import", ".gitleaksignore"}).exit == 0);
  CHECK(scan_json(repo.path()).finding(key(1)).at("suppression").is_null());
  CHECK(scan_json(repo.path()).finding(key(3)).at("suppression").is_object());
}

TEST_CASE("accept --import: a gitleaks report by the secret, or by its place", "[cli]") {
  TwoLeaks repo;
  const std::string at = repo.head();
  repo.write("base.json", nlohmann::json::array({{{"RuleID", "x"},
                                                  {"StartLine", 99},
                                                  {"File", "gone.py"},
                                                  {"Commit", std::string(40, '2')},
                                                  {"Secret", key(1)}},
                                                 {{"RuleID", "x"},
                                                  {"StartLine", 2},
                                                  {"File", "b b.py"},
                                                  {"Commit", at},
                                                  {"Secret", "REDACTED"}},
                                                 {{"RuleID", "x"},
                                                  {"StartLine", 2},
                                                  {"File", "a.py"},
                                                  {"Commit", at},
                                                  {"Secret", "another secret"}}})
                              .dump());
  const auto ran = repo.accept({"--import", "base.json", "--reason", "moved here"});
  CHECK(ran.exit == 3);
  CHECK(holds(ran.err, at + ":a.py:x:2: no secret"));
  CHECK(repo.left() == 0);
  CHECK(holds(repo.read(".keysieveignore"), "# moved here\n"));
}

TEST_CASE("accept --import: a .secrets.baseline by the hash of the secret and the file", "[cli]") {
  TwoLeaks repo;
  const auto found = [](const std::string& secret) {
    return nlohmann::json{{"type", "Secret Keyword"}, {"hashed_secret", sha1_hex(secret)}};
  };
  nlohmann::json real = found(key(2));
  real["is_secret"] = true;
  repo.write(".secrets.baseline",
             nlohmann::json{
                 {"version", "1.5.0"},
                 {"results", {{"a.py", {found(key(1)), found("never there")}}, {"b b.py", {real}}}}}
                 .dump());
  const auto ran = repo.accept({"--import", ".secrets.baseline"});
  CHECK(ran.exit == 3);
  CHECK(holds(ran.err, "no secret that was found has its hash"));
  CHECK(holds(ran.err, "its audit says that it is a real secret"));
  CHECK(scan_json(repo.path()).finding(key(1)).at("suppression").is_object());
  CHECK(repo.left() == 1);
}

}  // namespace
}  // namespace keysieve::test
