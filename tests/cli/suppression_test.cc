// What is accepted on purpose: by .keysieveignore, by allowlists, by a mark; and that nobody gets
// past a scan by a file that is not in what is scanned.
#include "catch.h"
#include "support/fake.h"
#include "support/process.h"
#include "support/scan_json.h"
#include "support/test_repo.h"

namespace keysieve::test {
namespace {

using nlohmann::json;

std::string key(std::uint32_t seed = 1) {
  return Fake(seed).django_key();
}

std::string settings(std::uint32_t seed = 1) {
  return "SECRET_KEY = '" + key(seed) + "'\n";
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string fingerprint(TestRepo& repo, std::uint32_t seed = 1) {
  return scan_json(repo.path(), {"--no-repo-config"}).finding(key(seed)).at("fingerprint");
}

std::string kind_of(const ScanRun& ran, std::uint32_t seed = 1) {
  const json suppression = ran.finding(key(seed)).at("suppression");
  if (suppression.is_null()) return "none";
  return suppression.at("kind").get<std::string>() +
         (suppression.contains("added") ? " added" : "");
}

std::vector<std::string> notices(const ScanRun& ran) {
  std::vector<std::string> messages;
  for (const json& notice : ran.report.at("completeness").at("notices")) {
    messages.push_back(notice.at("kind").get<std::string>() + ": " +
                       notice.at("message").get<std::string>());
  }
  return messages;
}

struct Leak : TestRepo {
  Leak() { write("app/settings.py", settings()).commit("Leak"); }
  std::string line(const std::string& rest = "  django-secret-key  app/settings.py  # why\n") {
    return fingerprint(*this) + rest;
  }
};

TEST_CASE("suppression: an entry of the ignore file accepts, is counted and says why", "[cli]") {
  Leak repo;
  repo.write(".keysieveignore", repo.line());
  const auto ran = scan_json(repo.path());
  CHECK(ran.exit == 0);
  CHECK(ran.report.at("summary").at("suppressed") == 1);
  CHECK(ran.report.at("summary").at("findings") == 0);
  CHECK(ran.finding(key()).at("suppression") == json{{"kind", "file"}, {"reason", "why"}});
  CHECK(notices(ran).empty());
  CHECK(scan_json(repo.path(), {"--no-repo-config"}).exit == 1);
  CHECK(scan_json(repo.path(), {}, {}, {{"KEYSIEVE_NO_REPO_CONFIG", "1"}}).exit == 1);
}

TEST_CASE("suppression: an expired entry accepts nothing, and is said", "[cli]") {
  Leak repo;
  repo.write(".keysieveignore", repo.line("  r  p  # why; expires=2001-01-31\n"));
  const auto ran = scan_json(repo.path());
  CHECK(ran.exit == 1);
  CHECK(notices(ran) ==
        std::vector<std::string>{"expired-suppression: .keysieveignore:1: what it accepts counts "
                                 "again: it expired on 2001-01-31 (rule r, p)"});
  repo.write(".keysieveignore", repo.line("  r  p  # why; expires=2999-01-31\n"));
  CHECK(scan_json(repo.path()).exit == 0);
}

TEST_CASE("suppression: entries that fit nothing are said, and leave the scan complete", "[cli]") {
  TestRepo repo;
  repo.write("a", "nothing\n").commit("Begin");
  repo.write(".keysieveignore", std::string(32, 'a') + "  django-secret-key  x  # gone\njunk\n" +
                                    std::string(32, 'b') + "  no-such-rule  x  # of others\n");
  const auto ran = scan_json(repo.path());
  CHECK(ran.exit == 0);
  CHECK(ran.report.at("completeness").at("complete") == true);
  CHECK(notices(ran).size() == 2);
  CHECK(holds(notices(ran)[0], "ignore-file: .keysieveignore:2: an entry begins with"));
  CHECK(holds(notices(ran)[1],
              "unused-suppression: .keysieveignore: nothing that was found is what "
              "line 1 accepts"));
}

TEST_CASE("suppression: a staged scan heeds the index's ignore file, not the work tree's",
          "[cli]") {
  Leak repo;
  repo.write("more.py", settings(2)).commit("More");
  const std::string entry = fingerprint(repo, 2) + "  r  p  # why\n";
  repo.git({"reset", "--quiet", "--soft", "HEAD~1"});
  repo.write(".keysieveignore", entry);
  CHECK(scan_json(repo.path(), {"--staged"}).exit == 1);  // it is not staged
  repo.git({"add", ".keysieveignore"});
  const auto staged = scan_json(repo.path(), {"--staged"});
  CHECK(staged.exit == 0);
  CHECK(kind_of(staged, 2) == "file added");
  repo.remove(".keysieveignore");
  CHECK(scan_json(repo.path(), {"--staged"}).exit == 0);  // the commit will have it all the same
  CHECK(holds(run_keysieve({"scan", "--staged"}, repo.path()).out,
              "file (added by this change): why"));
}

TEST_CASE("suppression: an entry that HEAD has is none that the change adds", "[cli]") {
  Leak repo;
  repo.write("more.py", settings(2)).commit("More");
  repo.write(".keysieveignore", fingerprint(repo, 2) + "  r  p  # why\n").commit("Accept");
  repo.remove("more.py").commit("Less");
  repo.write("again.py", settings(2)).git({"add", "."});
  CHECK(kind_of(scan_json(repo.path(), {"--staged"}), 2) == "file");
}

TEST_CASE("suppression: a range heeds what its last commit has", "[cli]") {
  Leak repo;
  const std::string begin = repo.head();
  repo.write("more.py", settings(2)).commit("More");
  const std::string entry = fingerprint(repo, 2) + "  r  p  # why\n";
  repo.write(".keysieveignore", entry);
  CHECK(scan_json(repo.path(), {"--range", begin + "..HEAD"}).exit == 1);
  repo.commit("Accept");
  const auto ran = scan_json(repo.path(), {"--range", begin + "..HEAD"});
  CHECK(ran.exit == 0);
  CHECK(kind_of(ran, 2) == "file added");
  CHECK(scan_json(repo.path(), {"--range", begin + "..HEAD~1"}).exit == 1);
}

TEST_CASE("suppression: in a bare repository HEAD's files count", "[cli]") {
  Leak repo;
  repo.write(".keysieveignore", repo.line()).commit("Accept");
  const TempDir dir;
  repo.git({"clone", "--quiet", "--bare", ".", (dir / "bare.git").string()});
  CHECK(kind_of(scan_json(dir / "bare.git")) == "file");
}

TEST_CASE("suppression: a mark that comes with the change is shown as such", "[cli]") {
  TestRepo repo;
  repo.write("a", "b").commit("Begin");
  repo.write("s.py", "SECRET_KEY = '" + key() + "'  # keysieve:allow a test\n").git({"add", "."});
  CHECK(kind_of(scan_json(repo.path(), {"--staged"})) == "inline added");
  repo.commit("Go on");
  CHECK(kind_of(scan_json(repo.path(), {"--range", "HEAD~1..HEAD"})) == "inline added");
  CHECK(kind_of(scan_json(repo.path())) == "inline");
}

TEST_CASE("suppression: what HEAD holds already did not come with the change", "[cli]") {
  Leak repo;
  repo.write("copy.py", repo.read("app/settings.py")).git({"add", "."});
  CHECK(kind_of(scan_json(repo.path(), {"--staged"})) == "known");
}

TEST_CASE("suppression: an ignore file that is a link is not followed, and accepts nothing",
          "[cli]") {
  Leak repo;
  const TempDir dir;
  dir.write("elsewhere", repo.line());
  std::filesystem::create_symlink(dir / "elsewhere", repo.path() / ".keysieveignore");
  const auto ran = scan_json(repo.path());
  CHECK(ran.exit == 1);
  CHECK(holds(notices(ran).at(0), "is no plain file"));
}

TEST_CASE("suppression: branches that accept different secrets merge by git's union driver",
          "[cli]") {
  Leak repo;
  repo.write("b.py", settings(2)).commit("Two");
  repo.write(".gitattributes", ".keysieveignore merge=union\n").commit("Merge lines");
  const std::string first = fingerprint(repo), second = fingerprint(repo, 2);
  repo.git({"checkout", "--quiet", "-b", "side"});
  REQUIRE(run_keysieve({"accept", first, "--reason", "one"}, repo.path()).exit == 0);
  repo.commit("Accept one");
  repo.git({"checkout", "--quiet", "main"});
  REQUIRE(run_keysieve({"accept", second, "--reason", "two"}, repo.path()).exit == 0);
  repo.commit("Accept two");
  REQUIRE(repo.try_git({"merge", "--quiet", "-m", "Merge", "side"}).exit == 0);
  const auto ran = scan_json(repo.path());
  CHECK(ran.exit == 0);
  CHECK(notices(ran).empty());
  CHECK(ran.report.at("summary").at("suppressed") == 2);
}

TEST_CASE("allowlist: by path accepts a secret only where it stands nowhere else", "[cli]") {
  Leak repo;
  repo.write(".keysieve.toml", "[[allowlist]]\nreason = 'made up'\npaths = ['^fixtures/']\n");
  CHECK(scan_json(repo.path()).exit == 1);
  repo.git({"rm", "--quiet", "--cached", "-r", "app"});
  repo.git({"commit", "--quiet", "--amend", "--allow-empty", "-m", "Nothing"});
  TestRepo other;
  other.write("fixtures/settings.py", settings())
      .write(".keysieve.toml", repo.read(".keysieve.toml"));
  other.commit("Leak");
  const auto ran = scan_json(other.path());
  CHECK(ran.exit == 0);
  CHECK(ran.finding(key()).at("suppression") == json{{"kind", "config"}, {"reason", "made up"}});
  other.write("real/settings.py", settings()).commit("The same bytes elsewhere");
  CHECK(scan_json(other.path()).exit == 1);
}

TEST_CASE("allowlist: by rule, regular expression, stopword and commit", "[cli]") {
  Leak repo;
  const std::string commit = repo.head(), begin = key().substr(0, 3), middle = key().substr(10, 5);
  std::string quoted;  // RE2's \Q…\E takes any bytes
  quoted = "^\\Q" + begin + "\\E";
  const auto status = [&](const std::string& text) {
    repo.write(".keysieve.toml", "[[allowlist]]\nreason = 'x'\n" + text);
    return scan_json(repo.path()).exit;
  };
  CHECK(status("rules = ['django']\n") == 0);
  CHECK(status("rules = ['github-token']\n") == 1);
  CHECK(status("rules = ['no-such-rule']\n") == 2);
  CHECK(status("regexes = ['" + quoted + "']\n") == 0);
  CHECK(status("regexes = ['^nothing']\n") == 1);
  CHECK(status("stopwords = ['" + middle + "']\n") == 0);
  CHECK(status("commits = ['" + commit + "']\n") == 0);
  CHECK(status("commits = ['" + std::string(40, '1') + "']\n") == 1);
  CHECK(status("rules = ['django']\npaths = ['^nowhere']\n") == 1);  // all must hold
}

TEST_CASE("settings of a repository: what they leave out is suppressed, not hidden", "[cli]") {
  Leak repo;
  for (const char* text : {"disable = ['django']", "enable = ['github-token']"}) {
    repo.write(".keysieve.toml", std::string(text) + "\n");
    const auto ran = scan_json(repo.path());
    CHECK(ran.exit == 0);
    CHECK(ran.report.at("summary").at("suppressed") == 1);
    CHECK(kind_of(ran) == "config");
    CHECK(scan_json(repo.path(), {"--no-repo-config"}).exit == 1);
  }
  repo.write(".keysieve.toml", "min_confidence = 1.0\n");
  const auto ran = scan_json(repo.path());
  CHECK(kind_of(ran) == "config");
  CHECK(holds(ran.finding(key()).at("suppression").at("reason"), ".keysieve.toml:1"));
  CHECK(kind_of(scan_json(repo.path(), {"--min-confidence", "0.5"})) == "none");
}

TEST_CASE("settings of a repository: a rule that is replaced is a notice of the report", "[cli]") {
  Leak repo;
  repo.write(".keysieve.toml",
             "[[rule]]\nid = 'django-secret-key'\nname = 'x'\ndescription = 'x'\nseverity = 'low'\n"
             "keywords = ['nothing_at_all']\nregex = 'nothing_at_all(?P<secret>x)'\n"
             "as_written = true\n");
  const auto ran = scan_json(repo.path());
  CHECK(notices(ran) == std::vector<std::string>{"repository-rule: .keysieve.toml:1: replaces the "
                                                 "rule django-secret-key"});
}

TEST_CASE("settings of a repository: those of the index count for what is staged", "[cli]") {
  TestRepo repo;
  repo.write("a", "b").commit("Begin");
  repo.write("settings.py", settings()).git({"add", "."});
  repo.write(".keysieve.toml", "disable = ['django']\n");
  CHECK(scan_json(repo.path(), {"--staged"}).exit == 1);
  repo.git({"add", "."});
  CHECK(kind_of(scan_json(repo.path(), {"--staged"})) == "config added");
  repo.write(".keysieve.toml", "not toml");
  CHECK(scan_json(repo.path(), {"--staged"}).exit == 0);
  repo.git({"add", "."});
  CHECK(run_keysieve({"scan", "--staged"}, repo.path()).exit == 2);
}

TEST_CASE("settings of a repository: the hook reads them, too", "[cli][hooks]") {
  TestRepo repo;
  repo.write("settings.py", settings()).git({"add", "."});
  CHECK(run_keysieve({"hook", "run", "pre-commit"}, repo.path()).exit == 1);
  repo.write(".keysieve.toml", "[[allowlist]]\nreason = 'x'\npaths = ['settings']\n");
  CHECK(run_keysieve({"hook", "run", "pre-commit"}, repo.path()).exit == 1);
  repo.git({"add", "."});
  CHECK(run_keysieve({"hook", "run", "pre-commit"}, repo.path()).exit == 0);
}

}  // namespace
}  // namespace keysieve::test
