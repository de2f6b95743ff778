// Ranges of commits as a user meets them; git rev-list says which commits, the oracle what they
// hold.
#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>

#include "catch.h"
#include "support/fake.h"
#include "support/oracle.h"
#include "support/random_history.h"
#include "support/scan_json.h"
#include "support/test_repo.h"

using namespace keysieve::test;

namespace {

std::string setting(const std::string& key) {
  return "SECRET_KEY = '" + key + "'\n";
}

ScanRun scan_range(const TestRepo& repo, const std::string& range) {
  return scan_json(repo.path(), {"--range", range});
}

std::set<std::string> lines(const std::string& text) {
  std::set<std::string> all;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) all.insert(line);
  return all;
}

std::set<std::string> common(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::set<std::string> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(both, both.end()));
  return both;
}

// Checks every secret of a random history against the definition: new is what a commit of the range
// introduces and no known tree holds.
void check_range(Oracle& oracle, const RandomHistory& history, const ScanRun& ran,
                 const std::set<std::string>& commits, const std::set<std::string>& known) {
  std::vector<std::string> tips{"HEAD"};
  tips.insert(tips.end(), history.refs.begin(), history.refs.end());
  REQUIRE(ran.report.at("completeness").at("complete") == true);
  for (const std::string& secret : history.secrets) {
    CAPTURE(secret);
    Story truth = oracle.story(secret, tips);
    const Story in_known = oracle.story(secret, {known.begin(), known.end()});
    truth.introduced = common(truth.introduced, commits);
    truth.removed = common(truth.removed, commits);
    const bool is_new = !truth.introduced.empty() && in_known.present.empty();
    if (!is_new) truth = {};
    const Story told = story_of(ran.finding(secret));
    CHECK(told.introduced == truth.introduced);
    CHECK(told.removed == truth.removed);
    CHECK(told.present == truth.present);
  }
}

std::string some_commit(Fake& fake, const std::set<std::string>& commits) {
  return *std::next(commits.begin(), fake.below(static_cast<std::uint32_t>(commits.size())));
}

}  // namespace

TEST_CASE("scan --range A..B: what B brings and A does not hold", "[range]") {
  TestRepo repo;
  Fake fake;
  const std::string old = fake.django_key(), fresh = fake.django_key();
  repo.write("a.py", setting(old)).commit("one");
  repo.git({"tag", "start"});
  const std::string second = repo.write("conf/b.py", "\n" + setting(fresh)).commit("two");
  const ScanRun ran = scan_range(repo, "start..HEAD");
  CHECK(ran.exit == 1);
  CHECK(ran.report.at("source").at("kind") == "range");
  CHECK(ran.report.at("findings").size() == 1);
  const auto finding = ran.finding(fresh);
  REQUIRE_FALSE(finding.is_null());
  CHECK(finding.at("status") == "live");
  CHECK(finding.at("introduced")[0].at("commit") == second);
  CHECK(finding.at("introduced")[0].at("path") == "conf/b.py");
  CHECK(finding.at("introduced")[0].at("line") == 2);
  CHECK(finding.at("occurrences")[0].at("first_commit") == second);
  CHECK(finding.at("present_in") == nlohmann::json{"HEAD", "refs/heads/main"});
}

TEST_CASE("scan --range: only what the range brings is read", "[range]") {
  TestRepo repo;
  for (const char* name : {"a", "b", "c", "d"}) repo.write(name, name);
  repo.commit("one");
  repo.write("e", "e").commit("two");
  const ScanRun ran = scan_range(repo, "HEAD~1..HEAD");
  CHECK(ran.exit == 0);
  CHECK(ran.report.at("completeness").at("objects").at("scanned") == 2);  // a blob, a message
}

TEST_CASE("scan --range: a secret that A holds is not new, however its line is edited or moved",
          "[range]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("a.py", setting(key)).commit("one");
  repo.write("a.py", "# moved\n\n" + setting(key) + "x = 1\n").commit("two");
  repo.remove("a.py").write("conf/b.py", "y = 2\n" + setting(key)).commit("three");
  CHECK(scan_range(repo, "HEAD~2..HEAD").exit == 0);
}

TEST_CASE("scan --range: what came and went between A and B is in what B brings", "[range]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("a.py", "nothing\n").commit("one");
  const std::string came = repo.write("a.py", setting(key)).commit("two");
  const std::string went = repo.write("a.py", "nothing\n").commit("three");
  const auto finding = scan_range(repo, "HEAD~2..").finding(key);
  REQUIRE_FALSE(finding.is_null());
  CHECK(finding.at("status") == "history");
  CHECK(story_of(finding) == Story{{came}, {went}, {}});
}

TEST_CASE("scan --range: a secret that A has removed and B brings back is new", "[range]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("a.py", setting(key)).commit("one");
  repo.write("a.py", "nothing\n").commit("two");
  const std::string back = repo.write("a.py", setting(key)).commit("three");
  const auto finding = scan_range(repo, "HEAD~1..HEAD").finding(key);
  REQUIRE_FALSE(finding.is_null());
  CHECK(story_of(finding).introduced == std::set<std::string>{back});
}

TEST_CASE("scan --range: a branch that still holds what A has removed brings nothing", "[range]") {
  TestRepo repo;
  repo.write("a.py", setting(Fake().django_key())).commit("one");
  repo.git({"checkout", "--quiet", "-b", "side"});
  repo.write("b", "b\n").commit("side");
  repo.git({"checkout", "--quiet", "main"});
  repo.write("a.py", "nothing\n").commit("removed");
  CHECK(scan_range(repo, "main..side").exit == 0);
}

TEST_CASE("scan --range: messages of its commits and of the tags it names are scanned", "[range]") {
  TestRepo repo;
  Fake fake;
  const std::string before = fake.urlsafe_key(), within = fake.urlsafe_key(),
                    tagged = fake.urlsafe_key(), other = fake.urlsafe_key();
  repo.write("a", "1").commit("one\n\n" + setting(before));
  const std::string second = repo.write("a", "2").commit("two\n\n" + setting(within));
  repo.git({"tag", "--annotate", "v2", "--message", setting(tagged)});
  repo.git({"tag", "--annotate", "other", "--message", setting(other)});
  const ScanRun ran = scan_range(repo, "HEAD~1..v2");
  CHECK(ran.report.at("findings").size() == 2);
  CHECK(ran.finding(within).at("introduced")[0].at("commit") == second);
  CHECK(ran.finding(within).at("introduced")[0].at("path").is_null());
  CHECK(ran.finding(tagged).at("occurrences")[0].at("kind") == "tag");
}

TEST_CASE("scan --range: an empty range is clean", "[range]") {
  TestRepo repo;
  repo.write("a.py", setting(Fake().django_key())).commit("one");
  const ScanRun ran = scan_range(repo, "HEAD..HEAD");
  CHECK(ran.exit == 0);
  CHECK(ran.report.at("completeness").at("objects").at("expected") == 0);
}

TEST_CASE("scan --range: a side left out is HEAD, as in git", "[range]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("a", "1").commit("one");
  repo.git({"branch", "old"});
  repo.write("a.py", setting(key)).commit("two");
  CHECK(scan_range(repo, "old..").exit == 1);
  CHECK(scan_range(repo, "..old").exit == 0);
  CHECK(scan_range(repo, "old...").exit == 1);
}

TEST_CASE("scan --range R: all of the history before one revision, and nothing after", "[range]") {
  TestRepo repo;
  Fake fake;
  const std::string first = fake.django_key(), second = fake.django_key(),
                    third = fake.django_key();
  repo.write("a.py", setting(first)).commit("one");
  repo.write("a.py", setting(second)).commit("two");
  repo.write("a.py", setting(third)).commit("three");
  const ScanRun ran = scan_range(repo, "HEAD~1");
  CHECK_FALSE(ran.finding(first).is_null());
  CHECK_FALSE(ran.finding(second).is_null());
  CHECK(ran.finding(third).is_null());
}

TEST_CASE("scan --range: an unknown revision ends with status 2 and its name", "[range]") {
  TestRepo repo;
  repo.write("a", "1").commit("one");
  const std::string blob = repo.git({"rev-parse", "HEAD:a"});
  for (const std::string range : {"nosuch..HEAD", "HEAD..nosuch", "HEAD...nosuch", "nosuch"}) {
    CAPTURE(range);
    const Ran ran = run_keysieve({"scan", "--range", range}, repo.path());
    CHECK(ran.exit == 2);
    CHECK(ran.out.empty());
    CHECK(ran.err.find("\"nosuch\" names no one commit") != std::string::npos);
  }
  const Ran ran = run_keysieve({"scan", "--range", blob}, repo.path());
  CHECK(ran.exit == 2);
  CHECK(ran.err.find("is not a commit") != std::string::npos);
}

TEST_CASE("scan --range: before the first commit HEAD names nothing", "[range]") {
  TestRepo repo;
  const Ran ran = run_keysieve({"scan", "--range", "HEAD"}, repo.path());
  CHECK(ran.exit == 2);
  CHECK(ran.err.find("\"HEAD\"") != std::string::npos);
}

TEST_CASE("scan --range: options that contradict each other, and empty names, are refused",
          "[range]") {
  TestRepo repo;
  repo.write("a", "1").commit("one");
  const std::vector<std::vector<std::string>> wrong{{"--range", "HEAD", "--branch", "main"},
                                                    {"--range", "HEAD", "--staged"},
                                                    {"--branch", "main", "--worktree"},
                                                    {"--since", "2024-01-01", "--stdin"},
                                                    {"--range", ""},
                                                    {"--branch", ""},
                                                    {"--since", ""}};
  for (std::vector<std::string> arguments : wrong) {
    CAPTURE(arguments);
    arguments.insert(arguments.begin(), "scan");
    CHECK(run_keysieve(arguments, repo.path()).exit == 2);
  }
}

TEST_CASE("scan --branch: the history of a branch, here or at a remote, and of no other",
          "[range]") {
  TestRepo repo;
  Fake fake;
  const std::string on_main = fake.django_key(), on_side = fake.django_key();
  repo.write("a", "1").commit("one");
  repo.git({"checkout", "--quiet", "-b", "feature/side"});
  repo.write("a.py", setting(on_side)).commit("side");
  repo.git({"checkout", "--quiet", "main"});
  repo.write("b.py", setting(on_main)).commit("main");
  const ScanRun local = scan_json(repo.path(), {"--branch", "feature/side"});
  CHECK(local.finding(on_side).at("status") == "on-ref");
  CHECK(local.finding(on_main).is_null());
  const TempDir dir;
  repo.git({"clone", "--quiet", ".", (dir / "clone").string()});
  const ScanRun remote = scan_json(dir / "clone", {"--branch", "origin/feature/side"});
  CHECK_FALSE(remote.finding(on_side).is_null());
  const Ran none = run_keysieve({"scan", "--branch", "nosuch"}, repo.path());
  CHECK(none.exit == 2);
  CHECK(none.err.find("no branch \"nosuch\"") != std::string::npos);
}

TEST_CASE("scan --since: what commits since then bring, in all branches or one", "[range]") {
  TestRepo repo;
  Fake fake;
  const std::string old = fake.django_key(), side = fake.django_key(), fresh = fake.django_key();
  repo.write("a.py", setting(old)).commit("on 2 January");
  repo.git({"checkout", "--quiet", "-b", "side"});
  repo.write("b.py", setting(side)).commit("on 3 January");
  repo.git({"checkout", "--quiet", "main"});
  repo.write("c.py", setting(fresh)).commit("on 4 January, at noon");
  const auto found = [&](std::vector<std::string> arguments) {
    const ScanRun ran = scan_json(repo.path(), arguments);
    std::set<std::string> secrets;
    for (const auto& finding : ran.report.at("findings")) secrets.insert(finding.at("secret"));
    return secrets;
  };
  using Secrets = std::set<std::string>;
  CHECK(found({"--since", "2024-01-01"}) == Secrets{old, side, fresh});
  CHECK(found({"--since", "2024-01-03"}) == Secrets{side, fresh});
  CHECK(found({"--since", "2024-01-03", "--branch", "main"}) == Secrets{fresh});
  CHECK(found({"--since", "2024-01-04T12:00:00Z"}) == Secrets{fresh});
  CHECK(found({"--since", "2024-01-04T12:00:01Z"}).empty());
  CHECK(found({"--since", "2024-01-04T19:00:00+07:00"}) == Secrets{fresh});
  CHECK(found({"--since", "2024-01-03", "--range", "main..side"}) == Secrets{side});
}

TEST_CASE("scan --since: what is no date ends with status 2", "[range]") {
  TestRepo repo;
  const Ran ran = run_keysieve({"scan", "--since", "yesterday"}, repo.path());
  CHECK(ran.exit == 2);
  CHECK(ran.err.find("--since: \"yesterday\" is no date") != std::string::npos);
}

TEST_CASE("scan --range: a shallow clone's end is no gap and no introduction", "[range]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("settings.py", setting(key)).commit("one");
  const std::string boundary = repo.write("a", "2").commit("two");
  repo.write("a", "3").commit("three");
  const TempDir dir;
  repo.git({"clone", "--quiet", "--depth=2", "file://" + repo.path().string(),
            (dir / "clone").string()});
  const ScanRun all = scan_json(dir / "clone", {"--range", "HEAD"});
  CHECK(all.report.at("completeness").at("complete") == true);
  const auto finding = all.finding(key);
  REQUIRE_FALSE(finding.is_null());
  CHECK(finding.at("introduced")[0].at("commit") == boundary);
  CHECK(finding.at("introduced")[0].at("at_or_before") == true);
  CHECK(scan_json(dir / "clone", {"--range", "HEAD~1..HEAD"}).exit == 0);
}

TEST_CASE("scan --range: what is missing in the range is a gap, elsewhere it is none", "[range]") {
  TestRepo repo;
  repo.write("a.txt", "one\n").commit("one");
  repo.write("b.txt", "two\n").commit("two");
  const std::string id = repo.git({"rev-parse", "HEAD:b.txt"});
  std::filesystem::remove(repo.path() / ".git/objects" / id.substr(0, 2) / id.substr(2));
  const ScanRun with = scan_range(repo, "HEAD~1..HEAD");
  CHECK(with.exit == 3);
  CHECK(with.report.at("completeness").at("notices")[0].at("object") == id);
  CHECK(scan_range(repo, "HEAD~1").exit == 0);
}

TEST_CASE("scan --range: what no ref reaches is told as such", "[range]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("a", "1").commit("one");
  const std::string lost = repo.write("a.py", setting(key)).commit("two");
  repo.git({"reset", "--quiet", "--hard", "HEAD~1"});
  CHECK(scan_range(repo, "HEAD.." + lost).finding(key).at("status") == "unreachable");
}

TEST_CASE("scan --range: packing and threads change not one byte of the report", "[range]") {
  TestRepo repo;
  make_random_history(repo, 99, 40);
  const auto report = [&](const char* threads) {
    return run_keysieve({"scan", "--range", "main~3..main", "--format", "json", "--explain",
                         "--threads", threads},
                        repo.path())
        .out;
  };
  const std::string loose = report("1");
  CHECK(report("5") == loose);
  repo.git({"gc", "--quiet"});
  CHECK(report("2") == loose);
}

TEST_CASE("scan --range A..B: any two commits of any random history agree with git", "[range]") {
  for (std::uint32_t seed = 1; seed <= 15; ++seed) {
    TestRepo repo;
    const RandomHistory history = make_random_history(repo, seed, 25);
    if (seed % 2 == 0) repo.git({"gc", "--quiet"});
    Oracle oracle(repo);
    Fake fake(seed);
    const auto all = lines(repo.git({"rev-list", "--all"}));
    for (int i = 0; i < 4; ++i) {
      const std::string a = some_commit(fake, all), b = some_commit(fake, all);
      CAPTURE(seed, a, b);
      check_range(oracle, history, scan_range(repo, a + ".." + b),
                  lines(repo.git({"rev-list", a + ".." + b})), {a});
    }
  }
}

TEST_CASE("scan --range A...B: the two sides of any random history agree with git", "[range]") {
  for (std::uint32_t seed = 21; seed <= 30; ++seed) {
    TestRepo repo;
    const RandomHistory history = make_random_history(repo, seed, 25);
    Oracle oracle(repo);
    Fake fake(seed);
    const auto all = lines(repo.git({"rev-list", "--all"}));
    for (int i = 0; i < 4; ++i) {
      const std::string a = some_commit(fake, all), b = some_commit(fake, all);
      CAPTURE(seed, a, b);
      check_range(oracle, history, scan_range(repo, a + "..." + b),
                  lines(repo.git({"rev-list", a + "..." + b})),
                  lines(repo.try_git({"merge-base", "--all", a, b}).out));
    }
  }
}

TEST_CASE("scan --range R and --since: of any random history agree with git", "[range]") {
  for (std::uint32_t seed = 41; seed <= 50; ++seed) {
    CAPTURE(seed);
    TestRepo repo;
    const RandomHistory history = make_random_history(repo, seed, 25);
    Oracle oracle(repo);
    Fake fake(seed);
    const std::string tip = some_commit(fake, lines(repo.git({"rev-list", "--all"})));
    check_range(oracle, history, scan_range(repo, tip), lines(repo.git({"rev-list", tip})), {});
    const long since = 1704110400L + 3600L * fake.below(25);  // within the history's day
    std::set<std::string> young;
    for (const std::string& line : lines(repo.git({"log", "--all", "--format=%ct %H"}))) {
      const std::size_t space = line.find(' ');
      if (std::stol(line.substr(0, space)) >= since) young.insert(line.substr(space + 1));
    }
    const long hour = (since - 1704110400L) / 3600 + 12;
    const std::string clock = std::to_string(hour % 24);
    const std::string date = (hour < 24 ? "2024-01-01T" : "2024-01-02T") +
                             std::string(2 - clock.size(), '0') + clock + ":00:00Z";
    check_range(oracle, history, scan_json(repo.path(), {"--since", date}), young, {});
  }
}

TEST_CASE("scan --since: a branch whose newest commit cannot be read is said", "[range]") {
  TestRepo repo;
  repo.write("a", "one\n").commit("one");
  repo.git({"checkout", "--quiet", "-b", "side"});
  const std::string tip = repo.write("a", "two\n").commit("two");
  repo.git({"checkout", "--quiet", "main"});
  std::filesystem::remove(repo.path() / ".git/objects" / tip.substr(0, 2) / tip.substr(2));
  const ScanRun ran = scan_json(repo.path(), {"--since", "2020-01-01"});
  CHECK(ran.exit == 3);
  CHECK(ran.report.at("completeness").at("notices").at(0).at("object") == tip);
}
