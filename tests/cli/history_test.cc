// The story of each secret, told by the real program and by git itself (support/oracle.h).
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

// The story the program tells of `key` is the oracle's, and every introduction names a path at
// which that commit holds the key.
void check_story(TestRepo& repo, const std::string& key,
                 const std::vector<std::string>& tips = {"HEAD", "refs/heads/main"}) {
  Oracle oracle(repo);
  const ScanRun ran = scan_json(repo.path());
  const auto finding = ran.finding(key);
  REQUIRE(ran.exit == 1);
  REQUIRE_FALSE(finding.is_null());
  CHECK(story_of(finding).introduced == oracle.story(key, tips).introduced);
  CHECK(story_of(finding).removed == oracle.story(key, tips).removed);
  CHECK(story_of(finding).present == oracle.story(key, tips).present);
  for (const auto& entry : finding.at("introduced")) {
    CHECK(oracle.holds(entry.at("commit"), entry.at("path"), key));
  }
}

nlohmann::json finding_in(TestRepo& repo, const std::string& key) {
  return scan_json(repo.path()).finding(key);
}

}  // namespace

TEST_CASE("history: a key that came and went has one introduction and one removal", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("readme", "x\n").commit("start");
  const std::string added =
      repo.write("app/settings.py", "\n\n" + setting(key)).commit("add settings");
  repo.write("app/settings.py", "DEBUG = 1\n\n" + setting(key)).commit("edit above it");
  const std::string gone = repo.write("app/settings.py", "import os\n").commit("take it out");
  const auto finding = finding_in(repo, key);
  CHECK(finding.at("status") == "history");
  CHECK(finding.at("introduced").size() == 1);
  CHECK(finding.at("introduced")[0].at("commit") == added);
  CHECK(finding.at("introduced")[0].at("path") == "app/settings.py");
  CHECK(finding.at("introduced")[0].at("line") == 3);
  CHECK(finding.at("introduced")[0].at("column") == 15);
  CHECK(finding.at("removed").size() == 1);
  CHECK(finding.at("removed")[0].at("commit") == gone);
  CHECK(finding.at("removed")[0].at("path") == "app/settings.py");
  CHECK(finding.at("present_in").empty());
  CHECK(finding.at("exposure_days") == 2);
  CHECK(finding.at("occurrences").size() == 2);
  check_story(repo, key);
}

TEST_CASE("history: a live key is told where HEAD holds it, wherever it was introduced", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("settings.py", setting(key)).commit("add settings");
  repo.git({"mv", "settings.py", "base.py"});
  repo.write("base.py", "import os\n\n" + setting(key)).commit("move them");
  const auto finding = finding_in(repo, key);
  CHECK(finding.at("introduced")[0].at("path") == "settings.py");
  CHECK(finding.at("in_head").at("path") == "base.py");
  CHECK(finding.at("in_head").at("start_line") == 3);
  CHECK(finding.at("in_head").at("object") == repo.git({"rev-parse", "HEAD:base.py"}));
  repo.write("base.py", "import os\n").commit("take it out");
  CHECK_FALSE(finding_in(repo, key).contains("in_head"));
}

TEST_CASE("history: author and committer keep their names, times and offsets", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().urlsafe_key();
  repo.write("settings.py", setting(key)).commit("add \"settings\"\n\nbody");
  const auto entry = finding_in(repo, key).at("introduced")[0];
  CHECK(entry.at("author").at("name") == "Ada Author");
  CHECK(entry.at("author").at("email") == "ada@example.org");
  CHECK(entry.at("authored_at") == "2024-01-02T18:00:00+07:00");
  CHECK(entry.at("committer").at("name") == "Carl Committer");
  CHECK(entry.at("committed_at") == "2024-01-02T12:00:00+00:00");
  CHECK(entry.at("summary") == "add \"settings\"");
  CHECK_FALSE(entry.contains("at_or_before"));
}

TEST_CASE("history: names are read in the encoding that the commit names", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().urlsafe_key();
  repo.write("settings.py", setting(key)).git({"add", "-A"});
  const std::string tree = repo.git({"write-tree"});
  const std::string who = "Andr\xe9 <andr\xe9@example.org> 1704189600 +0000";
  const std::string commit = repo.git({"hash-object", "-t", "commit", "-w", "--stdin"},
                                      "tree " + tree + "\nauthor " + who + "\ncommitter " + who +
                                          "\nencoding ISO-8859-1\n\ncl\xe9 added\n");
  repo.git({"update-ref", "refs/heads/main", commit});
  const auto entry = finding_in(repo, key).at("introduced")[0];
  CHECK(entry.at("author").at("name") == "André");
  CHECK(entry.at("committer").at("email") == "andré@example.org");
  CHECK(entry.at("summary") == "clé added");
}

TEST_CASE("history: the message of a tag that a merge recorded is read", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().urlsafe_key();
  const std::string parent = repo.write("readme", "x\n").commit("start");
  const std::string tree = repo.git({"rev-parse", "HEAD^{tree}"});
  const std::string commit =
      repo.git({"hash-object", "-t", "commit", "-w", "--stdin"},
               "tree " + tree + "\nparent " + parent + "\nauthor A <a> 1704189600 +0000\n" +
                   "committer A <a> 1704189600 +0000\nmergetag object " + parent +
                   "\n type commit\n tag v1\n tagger A <a> 1704189600 +0000\n \n release\n " +
                   setting(key) + "\nMerge tag v1\n");
  repo.git({"update-ref", "refs/heads/main", commit});
  const auto finding = finding_in(repo, key);
  REQUIRE_FALSE(finding.is_null());
  CHECK(finding.at("introduced")[0].at("commit") == commit);
  CHECK(finding.at("introduced")[0].at("path").is_null());
}

TEST_CASE("history: a key in HEAD is live, and exposed until the newest commit of a ref", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("settings.py", setting(key)).commit("one");
  repo.write("other", "x").commit("two");
  const auto finding = finding_in(repo, key);
  CHECK(finding.at("status") == "live");
  CHECK(finding.at("present_in") == nlohmann::json{"HEAD", "refs/heads/main"});
  CHECK(finding.at("exposure_days") == 1);
  CHECK(finding.at("occurrences")[0].at("first_commit") ==
        finding.at("introduced")[0].at("commit"));
}

TEST_CASE("history: a key that comes back is introduced twice", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("settings.py", setting(key)).commit("one");
  repo.write("settings.py", "").commit("two");
  repo.write("conf/settings.py", "# back\n" + setting(key)).commit("three");
  CHECK(finding_in(repo, key).at("introduced").size() == 2);
  check_story(repo, key);
}

TEST_CASE("history: renames, copies and moves between files introduce nothing", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  const std::string first = repo.write("settings.py", setting(key)).commit("one");
  repo.remove("settings.py").write("conf/base.py", setting(key)).commit("rename");
  repo.write("conf/copy.py", setting(key)).commit("copy");
  repo.write("conf/base.py", "").write("conf/moved.py", "# edited\n" + setting(key)).commit("move");
  const auto finding = finding_in(repo, key);
  REQUIRE(finding.at("introduced").size() == 1);
  CHECK(finding.at("introduced")[0].at("commit") == first);
  CHECK(finding.at("removed").empty());
  check_story(repo, key);
}

TEST_CASE("history: what only a merge brings is introduced by the merge", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("a", "1\n").commit("base");
  repo.git({"checkout", "--quiet", "-b", "side"});
  repo.write("b", "2\n").commit("side");
  repo.git({"checkout", "--quiet", "main"});
  repo.write("c", "3\n").commit("main");
  repo.git({"merge", "--quiet", "--no-ff", "--no-commit", "side"});
  const std::string merge = repo.write("settings.py", setting(key)).commit("evil merge");
  const auto finding = finding_in(repo, key);
  REQUIRE(finding.at("introduced").size() == 1);
  CHECK(finding.at("introduced")[0].at("commit") == merge);
  check_story(repo, key);
}

TEST_CASE(
    "history: a merge that drops one side's key removes nothing, for the other side never had it",
    "[cli]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("a", "1\n").commit("base");
  repo.git({"checkout", "--quiet", "-b", "side"});
  repo.write("settings.py", setting(key)).commit("side");
  repo.git({"checkout", "--quiet", "main"});
  repo.write("c", "3\n").commit("main");
  repo.git({"merge", "--quiet", "--no-ff", "--strategy=ours", "--message=ours", "side"});
  const auto finding = finding_in(repo, key);
  CHECK(finding.at("removed").empty());
  CHECK(finding.at("status") == "on-ref");
  check_story(repo, key, {"HEAD", "refs/heads/main", "refs/heads/side"});
}

TEST_CASE("history: the same key on two branches and in a cherry-pick is introduced by each",
          "[cli]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("a", "1\n").commit("base");
  repo.git({"checkout", "--quiet", "-b", "side"});
  const std::string on_side = repo.write("settings.py", setting(key)).commit("side");
  repo.git({"checkout", "--quiet", "main"});
  repo.write("c", "3\n").commit("main");
  repo.git({"cherry-pick", on_side});
  CHECK(finding_in(repo, key).at("introduced").size() == 2);
  check_story(repo, key, {"HEAD", "refs/heads/main", "refs/heads/side"});
}

TEST_CASE("history: a key in an octopus merge's parents stays theirs", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("base", "1\n").commit("base");
  for (const char* name : {"x", "y", "z"}) {
    repo.git({"checkout", "--quiet", "-b", name, "main"});
    repo.write(name, *name == 'z' ? "nothing\n" : "# " + std::string(name) + "\n" + setting(key));
    repo.commit(name);
  }
  repo.git({"checkout", "--quiet", "main"});
  repo.write("m", "m\n").commit("main moves on");
  repo.git({"merge", "--quiet", "--message=octopus", "x", "y", "z"});
  CHECK(finding_in(repo, key).at("introduced").size() == 2);
  check_story(repo, key,
              {"HEAD", "refs/heads/main", "refs/heads/x", "refs/heads/y", "refs/heads/z"});
}

TEST_CASE("history: amended and reset commits are scanned though no ref reaches them", "[cli]") {
  TestRepo repo;
  Fake fake;
  const std::string amended = fake.django_key(), reset = fake.django_key();
  repo.write("a", "1\n").commit("base");
  repo.write("settings.py", setting(amended)).commit("oops");
  repo.write("settings.py", "fixed\n").git({"add", "-A"});
  repo.git({"commit", "--quiet", "--amend", "--message=better"});
  repo.write("settings.py", setting(reset)).commit("oops again");
  repo.git({"reset", "--quiet", "--hard", "HEAD~1"});
  for (const std::string& key : {amended, reset}) {
    CHECK(finding_in(repo, key).at("status") == "unreachable");
    CHECK(finding_in(repo, key).at("introduced").size() == 1);
    check_story(repo, key);
  }
}

TEST_CASE("history: a dangling blob, a tag on a blob, a stash and a note are scanned", "[cli]") {
  TestRepo repo;
  Fake fake;
  const std::string dangling = fake.django_key(), tagged = fake.django_key(),
                    stashed = fake.django_key(), noted = fake.django_key();
  repo.write("a", "1\n").commit("base");
  repo.git({"hash-object", "-w", "--stdin"}, setting(dangling));
  repo.git({"tag", "blob", repo.git({"hash-object", "-w", "--stdin"}, setting(tagged))});
  repo.write("a", setting(stashed)).git({"stash", "--quiet"});
  repo.git({"notes", "add", "--message", setting(noted)});
  const ScanRun ran = scan_json(repo.path());
  CHECK(ran.finding(dangling).at("status") == "unreachable");
  CHECK(ran.finding(dangling).at("introduced").empty());
  CHECK(ran.finding(tagged).at("present_in") == nlohmann::json{"refs/tags/blob"});
  CHECK(ran.finding(stashed).at("present_in") == nlohmann::json{"refs/stash"});
  CHECK(ran.finding(noted).at("present_in") == nlohmann::json{"refs/notes/commits"});
}

TEST_CASE("history: a key in a commit's message is introduced by that commit, at no path",
          "[cli]") {
  TestRepo repo;
  const std::string key = Fake().urlsafe_key();
  repo.write("a", "1\n").commit("base");
  const std::string commit = repo.write("a", "2\n").commit("deploy\n\nDJANGO_SECRET_KEY=" + key);
  const auto finding = finding_in(repo, key);
  REQUIRE(finding.at("introduced").size() == 1);
  CHECK(finding.at("introduced")[0].at("commit") == commit);
  CHECK(finding.at("introduced")[0].at("path").is_null());
  CHECK(finding.at("occurrences")[0].at("kind") == "commit");
  CHECK(finding.at("occurrences")[0].at("start_line") == 3);
  CHECK(finding.at("status") == "history");
}

TEST_CASE("history: a key only in an annotated tag's message has no introducing commit", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().urlsafe_key();
  repo.write("a", "1\n").commit("base");
  repo.git({"tag", "--annotate", "v1", "--message", "SECRET_KEY = '" + key + "'"});
  const auto finding = finding_in(repo, key);
  CHECK(finding.at("introduced").empty());
  CHECK(finding.at("occurrences")[0].at("kind") == "tag");
  CHECK(finding.at("status") == "history");
}

TEST_CASE("history: several roots, each with the key, introduce it each", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("settings.py", setting(key)).commit("root one");
  repo.git({"checkout", "--quiet", "--orphan", "other"});
  repo.write("conf.py", "# two\n" + setting(key)).commit("root two");
  CHECK(finding_in(repo, key).at("introduced").size() == 2);
  check_story(repo, key, {"HEAD", "refs/heads/main", "refs/heads/other"});
}

TEST_CASE("history: where a shallow clone ends, a key was there at or before", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("settings.py", setting(key)).commit("one");
  repo.write("a", "2").commit("two");
  const std::string boundary = repo.write("a", "3").commit("three");
  repo.write("a", "4").commit("four");
  const TempDir dir;
  repo.git({"clone", "--quiet", "--depth=2", "file://" + repo.path().string(),
            (dir / "clone").string()});
  const ScanRun ran = scan_json(dir / "clone");
  const auto finding = ran.finding(key);
  CHECK(ran.report.at("source").at("shallow") == true);
  CHECK(ran.report.at("completeness").at("complete") == true);
  REQUIRE(finding.at("introduced").size() == 1);
  CHECK(finding.at("introduced")[0].at("commit") == boundary);
  CHECK(finding.at("introduced")[0].at("at_or_before") == true);
}

TEST_CASE("history: replace refs hide nothing", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  const std::string bad = repo.write("settings.py", setting(key)).commit("bad");
  repo.git({"replace", repo.git({"rev-parse", bad + ":settings.py"}),
            repo.git({"hash-object", "-w", "--stdin"}, "nothing\n")});
  const auto finding = finding_in(repo, key);
  REQUIRE(finding.at("introduced").size() == 1);
  CHECK(finding.at("introduced")[0].at("commit") == bad);
}

TEST_CASE("history: paths and names of any bytes are reported as valid JSON", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("d\xC3\xB6r \"q\"/\xff\x01.py", setting(key)).commit("\xE4\x1b[31m");
  const auto finding = finding_in(repo, key);
  REQUIRE_FALSE(finding.is_null());
  CHECK(finding.at("introduced")[0].at("path") == "d\xC3\xB6r \"q\"/\xEF\xBF\xBD\x01.py");
}

TEST_CASE("history: gc, repack and threads change not one byte of the report", "[cli]") {
  TestRepo repo;
  make_random_history(repo, 4711, 60);
  const std::string all = repo.git({"cat-file", "--batch-all-objects", "--batch-check"});
  for (std::size_t at = 0; (at = all.find(" commit ", at)) != std::string::npos; ++at) {
    const std::string id = all.substr(at - 40, 40);  // nothing may be unreachable: gc drops that
    repo.git({"update-ref", "refs/keep/" + id, id});
  }
  const auto report = [&](const std::string& threads) {
    return run_keysieve({"scan", "--format", "json", "--threads", threads}, repo.path()).out;
  };
  const std::string loose = report("1");
  CHECK(report("2") == loose);
  CHECK(report("8") == loose);
  repo.git({"gc", "--quiet", "--prune=now"});
  CHECK(report("3") == loose);
  repo.git({"repack", "-a", "-d", "-q", "-F", "--depth=500", "--window=50"});
  CHECK(report("2") == loose);
}
