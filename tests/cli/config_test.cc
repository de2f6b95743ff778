// keysieve config, and which of several settings decides.
#include "catch.h"
#include "support/fake.h"
#include "support/process.h"
#include "support/scan_json.h"
#include "support/test_repo.h"

namespace keysieve::test {
namespace {

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// What `config show` says of a key: value and origin, blanks squeezed.
std::string shown(const TestRepo& repo, std::string_view key, Environment environment = {},
                  std::vector<std::string> arguments = {}) {
  arguments.insert(arguments.begin(), {"config", "show"});
  const auto ran = run_keysieve(std::move(arguments), repo.path(), {}, std::move(environment));
  const std::size_t at = ran.out.find("\n" + std::string(key) + " ");
  if (at == std::string::npos) return ran.err + "-";
  std::string line;
  for (const char c : ran.out.substr(at + 1, ran.out.find('\n', at + 1) - at - 1)) {
    if (c != ' ' || !line.ends_with(' ')) line += c;
  }
  return line.substr(key.size() + 1);
}

TEST_CASE("config: environment, repository, user and default decide, in this order", "[cli]") {
  TestRepo repo;
  const TempDir home;
  const Environment user{{"XDG_CONFIG_HOME", home.path().string()}};
  CHECK(shown(repo, "threads", user) == "0 (one a core) default");
  const auto file = home.write("keysieve/config.toml", "threads = 2\n").string();
  CHECK(shown(repo, "threads", user) == "2 " + file + ":1");
  repo.write(".keysieve.toml", "\nthreads = 3\n");
  CHECK(shown(repo, "threads", user) == "3 .keysieve.toml:2");
  CHECK(shown(repo, "threads", user, {"--no-repo-config"}) == "2 " + file + ":1");
  Environment all = user;
  all.emplace_back("KEYSIEVE_THREADS", "4");
  CHECK(shown(repo, "threads", all) == "4 KEYSIEVE_THREADS");
  all.back().second = "";
  CHECK(shown(repo, "threads", all) == "3 .keysieve.toml:2");
}

TEST_CASE("config: without XDG_CONFIG_HOME the user's file is in ~/.config", "[cli]") {
  TestRepo repo;
  const TempDir home;
  home.write(".config/keysieve/config.toml", "archives = true\n");
  CHECK(holds(shown(repo, "archives", {{"HOME", home.path().string()}}), "true "));
  CHECK(holds(shown(repo, "archives", {{"HOME", home.path().string()}, {"XDG_CONFIG_HOME", "no"}}),
              "true "));
}

TEST_CASE("config: a flag decides over all else", "[cli]") {
  TestRepo repo;
  repo.write("a.py", "SECRET_KEY = '" + Fake().django_key() + "'\n").commit("One");
  const Environment environment{{"KEYSIEVE_ENABLE", "github-token"}, {"KEYSIEVE_FORMAT", "json"}};
  const auto path = repo.path().string();
  const auto ran = run_keysieve({"scan", path}, {}, {}, environment);
  CHECK(ran.exit == 0);
  CHECK(ran.out.starts_with("{"));
  const auto flags =
      run_keysieve({"scan", path, "--enable", "django", "--format", "text"}, {}, {}, environment);
  CHECK(flags.exit == 1);
  CHECK_FALSE(flags.out.starts_with("{"));
}

TEST_CASE("config: what a user leaves out is not searched for", "[cli]") {
  TestRepo repo;
  repo.write("a.py", "SECRET_KEY = '" + Fake().django_key() + "'\n").commit("One");
  const TempDir home;
  home.write("keysieve/config.toml", "enable = ['github-token']\n");
  const auto ran = scan_json(repo.path(), {}, {}, {{"XDG_CONFIG_HOME", home.path().string()}});
  CHECK(ran.exit == 0);
  CHECK(ran.report.at("summary").at("suppressed") == 0);
}

TEST_CASE("config: a wrong variable is named", "[cli]") {
  TestRepo repo;
  const auto ran = run_keysieve({"scan"}, repo.path(), {}, {{"KEYSIEVE_THREADS", "many"}});
  CHECK(ran.exit == 2);
  CHECK(ran.err == "keysieve: KEYSIEVE_THREADS: threads must be a whole number, at least 0\n");
  CHECK(run_keysieve({"scan"}, repo.path(), {}, {{"KEYSIEVE_ENABLE", "no-such-rule"}}).err ==
        "keysieve: KEYSIEVE_ENABLE: \"no-such-rule\" is neither the id nor a tag of a rule; "
        "`keysieve rules list` shows them all\n");
}

TEST_CASE("config check: says the file, the line and what was meant", "[cli]") {
  TestRepo repo;
  CHECK(run_keysieve({"config", "check"}, repo.path()).out == "all is well\n");
  repo.write(".keysieve.toml", "disable = []\ndisabel = []\n");
  auto ran = run_keysieve({"config", "check"}, repo.path());
  CHECK(ran.exit == 1);
  CHECK(ran.out == ".keysieve.toml:2: unknown key \"disabel\"; did you mean \"disable\"?\n");
  CHECK(run_keysieve({"scan"}, repo.path()).exit == 2);
  repo.write(".keysieve.toml", "disable = ['djnago']\n");
  ran = run_keysieve({"config", "check"}, repo.path());
  CHECK(ran.exit == 1);
  CHECK(holds(ran.out,
              ".keysieve.toml:1: \"djnago\" is neither the id nor a tag of a rule; did you "
              "mean django?"));
  const auto file = repo.path() / ".keysieve.toml";
  CHECK(run_keysieve({"config", "check", file.string()}).exit == 1);
  CHECK(run_keysieve({"config", "check", "absent.toml"}).exit == 2);
}

TEST_CASE("config init: writes a file that is well, and never over another", "[cli]") {
  TestRepo repo;
  REQUIRE(run_keysieve({"config", "init"}, repo.path()).exit == 0);
  const std::string text = repo.read(".keysieve.toml");
  CHECK(run_keysieve({"config", "check"}, repo.path()).exit == 0);
  const auto again = run_keysieve({"config", "init"}, repo.path());
  CHECK(again.exit == 2);
  CHECK(holds(again.err, "is there already"));
  CHECK(repo.read(".keysieve.toml") == text);
  const TempDir home;
  const Environment user{{"XDG_CONFIG_HOME", (home / "new").string()}};
  CHECK(run_keysieve({"config", "init", "--user"}, repo.path(), {}, user).exit == 0);
  CHECK(home.read("new/keysieve/config.toml") == text);
}

TEST_CASE("config: extend reads more rules, and nothing from outside the repository", "[cli]") {
  TestRepo repo;
  const std::string secret = "ac" + std::string("me_") + Fake().hex(32);
  repo.write("a.txt", secret + "\n");
  repo.write("security/acme.toml",
             "[[rules]]\nid = 'acme'\nregex = 'acme_[0-9a-f]{32}'\nkeywords = ['acme_']\n");
  repo.write(".keysieve.toml", "extend = ['security/acme.toml']\n").commit("One");
  CHECK(scan_json(repo.path()).finding(secret).at("rule_id") == "acme");
  CHECK(scan_json(repo.path(), {"--range", "HEAD"}).exit == 1);
  for (const char* outside : {"../x.toml", "/etc/passwd", "no-such.toml"}) {
    repo.write(".keysieve.toml", "extend = ['" + std::string(outside) + "']\n");
    const auto ran = run_keysieve({"scan"}, repo.path());
    CHECK(ran.exit == 2);
    CHECK(holds(ran.err, ".keysieve.toml:1: extend: "));
  }
  std::filesystem::create_symlink("/etc", repo.path() / "link");
  repo.write(".keysieve.toml", "extend = ['link/passwd']\n");
  CHECK(holds(run_keysieve({"scan"}, repo.path()).err, "is no plain file"));
}

}  // namespace
}  // namespace keysieve::test
