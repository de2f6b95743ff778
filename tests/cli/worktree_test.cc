// The work tree as a user meets it: which files are scanned is what git ls-files says.
#include <algorithm>
#include <set>
#include <sstream>

#include "catch.h"
#include "support/fake.h"
#include "support/scan_json.h"
#include "support/test_repo.h"

using namespace keysieve::test;

namespace {

std::string setting(const std::string& key) {
  return "SECRET_KEY = '" + key + "'\n";
}

ScanRun scan_worktree(const TestRepo& repo, std::vector<std::string> more = {}) {
  more.insert(more.begin(), "--worktree");
  return scan_json(repo.path(), more);
}

std::set<std::string> found_paths(const ScanRun& ran) {
  std::set<std::string> paths;
  for (const auto& finding : ran.report.at("findings")) {
    for (const auto& at : finding.at("occurrences")) paths.insert(at.at("path"));
  }
  return paths;
}

// What git lists, of that which is there.
std::set<std::string> listed(TestRepo& repo, std::vector<std::string> arguments) {
  std::set<std::string> paths;
  arguments.insert(arguments.begin(), {"ls-files", "-z"});
  std::istringstream out(repo.git(arguments));
  for (std::string path; std::getline(out, path, '\0');) {
    if (std::filesystem::exists(std::filesystem::symlink_status(repo.path() / path))) {
      paths.insert(path);
    }
  }
  return paths;
}

nlohmann::json notices(const ScanRun& ran) {
  return ran.report.at("completeness").at("notices");
}

}  // namespace

TEST_CASE("scan --worktree: a work tree that the repository says is elsewhere is not entered",
          "[worktree]") {
  TestRepo repo;
  Fake fake;
  const TempDir elsewhere;
  elsewhere.write("a.py", setting(fake.django_key()));
  repo.git({"config", "core.worktree", elsewhere.path().string()});
  const Ran ran = run_keysieve({"scan", "--worktree"}, repo.path());
  CHECK(ran.exit == 2);
  CHECK(ran.out.empty());
  CHECK(ran.err.find("says that its work tree is " + elsewhere.path().string()) !=
        std::string::npos);
  repo.git({"config", "core.worktree", ".."});  // as for submodules
  CHECK(run_keysieve({"scan", "--worktree"}, repo.path()).exit == 0);
}

TEST_CASE("scan --worktree: tracked, modified and untracked files, as they lie there",
          "[worktree]") {
  TestRepo repo;
  Fake fake;
  const std::string tracked = fake.django_key(), before = fake.django_key(),
                    after = fake.django_key(), untracked = fake.django_key();
  repo.write("a.py", setting(tracked)).write("b.py", setting(before)).commit("one");
  repo.write("b.py", "\n" + setting(after)).write("conf/new.py", setting(untracked));
  const ScanRun ran = scan_worktree(repo);
  CHECK(ran.exit == 1);
  CHECK(found_paths(ran) == std::set<std::string>{"a.py", "b.py", "conf/new.py"});
  CHECK(ran.finding(before).is_null());
  const auto finding = ran.finding(after);
  REQUIRE_FALSE(finding.is_null());
  CHECK(finding.at("status") == "worktree");
  CHECK(finding.at("introduced").empty());
  CHECK(finding.at("occurrences")[0].at("object").is_null());
  CHECK(finding.at("occurrences")[0].at("start_line") == 2);
  CHECK(ran.report.at("source").at("kind") == "worktree");
  CHECK(ran.report.at("source").at("head") == repo.head());
}

TEST_CASE("scan --worktree: nothing in it is clean and complete", "[worktree]") {
  TestRepo repo;
  const ScanRun ran = scan_worktree(repo);
  CHECK(ran.exit == 0);
  CHECK(ran.report.at("completeness").at("objects").at("expected") == 0);
  CHECK(ran.report.at("source").at("head").is_null());
}

TEST_CASE("scan --worktree: a deleted file is not there, and no gap", "[worktree]") {
  TestRepo repo;
  repo.write("a.py", setting(Fake().django_key())).write("b", "b\n").commit("one");
  repo.remove("a.py");
  const ScanRun ran = scan_worktree(repo);
  CHECK(ran.exit == 0);
  CHECK(ran.report.at("completeness").at("objects").at("scanned") == 1);
  CHECK(notices(ran).empty());
}

TEST_CASE("scan --worktree: ignored files are left out, counted and said, and no gap",
          "[worktree]") {
  TestRepo repo;
  repo.write(".gitignore", ".env*\nbuild/\n").commit("one");
  repo.write(".env", setting(Fake().django_key())).write("build/a", "a").write("build/b/c", "c");
  const ScanRun ran = scan_worktree(repo);
  CHECK(ran.exit == 0);
  CHECK(ran.report.at("completeness").at("complete") == true);
  REQUIRE(notices(ran).size() == 1);
  CHECK(notices(ran)[0].at("kind") == "ignored");
  const std::string message = notices(ran)[0].at("message");
  CHECK(message == "3 files that git ignores were left out (--ignored scans them, too)");
  CHECK(run_keysieve({"scan", "--worktree"}, repo.path()).out.find("3 files that git ignores") !=
        std::string::npos);
}

TEST_CASE("scan --worktree --ignored: ignored files are scanned, too", "[worktree]") {
  TestRepo repo;
  Fake fake;
  repo.write(".gitignore", ".env*\nbuild/\n").write("a.py", setting(fake.django_key()));
  repo.commit("one");
  repo.write(".env.local", setting(fake.urlsafe_key())).write("build/x.py", setting(fake.hex(40)));
  const ScanRun ran = scan_worktree(repo, {"--ignored"});
  CHECK(found_paths(ran) == std::set<std::string>{".env.local", "a.py", "build/x.py"});
  CHECK(notices(ran).empty());
}

TEST_CASE("scan --worktree: a tracked file is scanned though .gitignore names it", "[worktree]") {
  TestRepo repo;
  repo.write(".env", setting(Fake().django_key())).commit("one");
  repo.write(".gitignore", ".env\n").commit("too late");
  CHECK(found_paths(scan_worktree(repo)) == std::set<std::string>{".env"});
}

TEST_CASE("scan --worktree: files that the index calls unchanged are read all the same",
          "[worktree]") {
  TestRepo repo;
  repo.write("a.py", "nothing\n").write("b.py", "nothing\n").commit("one");
  repo.git({"update-index", "--assume-unchanged", "a.py"});
  repo.git({"update-index", "--skip-worktree", "b.py"});
  Fake fake;
  repo.write("a.py", setting(fake.django_key())).write("b.py", setting(fake.django_key()));
  CHECK(found_paths(scan_worktree(repo)) == std::set<std::string>{"a.py", "b.py"});
}

TEST_CASE("scan --worktree: a symbolic link is its target's name, and is never followed",
          "[worktree]") {
  TestRepo repo;
  const TempDir outside;
  Fake fake;
  const std::string hidden = fake.django_key(), name = fake.slack_token();
  outside.write("secret.py", setting(hidden));
  std::filesystem::create_symlink(outside / "secret.py", repo.path() / "to_file.py");
  std::filesystem::create_directory_symlink(outside.path(), repo.path() / "to_folder");
  std::filesystem::create_symlink("x " + name, repo.path() / "to_nothing");
  const ScanRun ran = scan_worktree(repo);
  CHECK(found_paths(ran) == std::set<std::string>{"to_nothing"});
  CHECK(ran.report.at("completeness").at("objects").at("scanned") == 3);
  CHECK(ran.report.at("completeness").at("complete") == true);
}

TEST_CASE("scan --worktree: a tracked folder that became a link leads nowhere", "[worktree]") {
  TestRepo repo;
  const TempDir outside;
  outside.write("settings.py", setting(Fake().django_key()));
  repo.write("conf/settings.py", "nothing\n").commit("one");
  repo.remove("conf");
  std::filesystem::create_directory_symlink(outside.path(), repo.path() / "conf");
  CHECK(scan_worktree(repo).exit == 0);
}

TEST_CASE("scan --worktree: names of any bytes, and the executable bit, change nothing",
          "[worktree]") {
  TestRepo repo;
  Fake fake;
  repo.write("d\xC3\xB6r/\xE9t\xC3\xA9 \"q\"\n.py", setting(fake.django_key()));
  repo.write("run.sh", setting(fake.urlsafe_key())).commit("one");
  std::filesystem::permissions(repo.path() / "run.sh", std::filesystem::perms(0755));
  CHECK(found_paths(scan_worktree(repo)) ==
        std::set<std::string>{"d\xC3\xB6r/\xEF\xBF\xBDt\xC3\xA9 \"q\"\n.py", "run.sh"});
}

TEST_CASE("scan --worktree: from a subfolder the whole tree is scanned, by paths from its top",
          "[worktree]") {
  TestRepo repo;
  repo.write("top.py", setting(Fake().django_key())).write("deep/er/x", "x\n").commit("one");
  const ScanRun ran = scan_json(repo.path() / "deep" / "er", {"--worktree"});
  CHECK(found_paths(ran) == std::set<std::string>{"top.py"});
  CHECK(found_paths(scan_json("/", {(repo.path() / "deep").string(), "--worktree"})) ==
        std::set<std::string>{"top.py"});
}

TEST_CASE("scan --worktree: a linked work tree is scanned, not the one it came from",
          "[worktree]") {
  TestRepo repo;
  const TempDir dir;
  Fake fake;
  repo.write("a.py", "nothing\n").commit("one");
  repo.git({"worktree", "add", "--quiet", (dir / "linked").string()});
  repo.write("main.py", setting(fake.django_key()));
  dir.write("linked/linked.py", setting(fake.django_key()));
  CHECK(found_paths(scan_json(dir / "linked", {"--worktree"})) ==
        std::set<std::string>{"linked.py"});
}

TEST_CASE("scan --worktree: a bare repository is refused with a sentence", "[worktree]") {
  TestRepo repo;
  repo.write("a.py", setting(Fake().django_key())).commit("one");
  const TempDir dir;
  repo.git({"clone", "--quiet", "--bare", ".", (dir / "bare.git").string()});
  const Ran ran = run_keysieve({"scan", "--worktree"}, dir / "bare.git");
  CHECK(ran.exit == 2);
  CHECK(ran.out.empty());
  CHECK(ran.err.find("is bare: it has no work tree") != std::string::npos);
}

TEST_CASE("scan --worktree: submodules and other repositories inside are left out, and said",
          "[worktree]") {
  TestRepo repo, library;
  library.write("lib.py", setting(Fake().django_key())).commit("library");
  repo.git({"-c", "protocol.file.allow=always", "submodule", "--quiet", "add",
            library.path().string(), "lib"});
  repo.commit("with a submodule");
  repo.git({"clone", "--quiet", library.path().string(), "stray"});
  const ScanRun ran = scan_worktree(repo);
  CHECK(ran.exit == 0);
  REQUIRE(notices(ran).size() == 1);
  CHECK(notices(ran)[0].at("kind") == "nested-repository");
  CHECK(notices(ran)[0].at("message").get<std::string>().starts_with("2 submodules"));
}

TEST_CASE("scan --worktree: a file in conflict is scanned once", "[worktree]") {
  TestRepo repo;
  Fake fake;
  const std::string ours = fake.django_key(), theirs = fake.django_key();
  repo.write("a.py", "base\n").commit("base");
  repo.git({"checkout", "--quiet", "-b", "side"});
  repo.write("a.py", setting(theirs)).commit("side");
  repo.git({"checkout", "--quiet", "main"});
  repo.write("a.py", setting(ours)).commit("main");
  REQUIRE(repo.try_git({"merge", "--quiet", "side"}).exit != 0);
  const ScanRun ran = scan_worktree(repo);
  CHECK_FALSE(ran.finding(ours).is_null());
  CHECK_FALSE(ran.finding(theirs).is_null());
  CHECK(ran.report.at("completeness").at("objects").at("scanned") == 1);
}

TEST_CASE("scan --worktree: no attribute, filter or hook of the repository is run or heeded",
          "[worktree]") {
  TestRepo repo;
  repo.write("a.py", "nothing\n").commit("one");
  repo.write("a.py", setting(Fake().django_key()));
  repo.write(".gitattributes", "* filter=evil -text working-tree-encoding=UTF-16\n");
  const std::string touch = "touch " + (repo.path() / "executed").string();
  for (const char* key : {"filter.evil.clean", "filter.evil.smudge", "core.fsmonitor"}) {
    repo.git({"config", key, touch});
  }
  CHECK(found_paths(scan_worktree(repo)) == std::set<std::string>{"a.py"});
  CHECK_FALSE(std::filesystem::exists(repo.path() / "executed"));
}

TEST_CASE("scan --worktree: a file over the size limit is noticed, not passed over", "[worktree]") {
  TestRepo repo;
  repo.write("big.txt", std::string(5000, 'x'));
  const ScanRun ran = scan_worktree(repo, {"--max-object-bytes", "4096"});
  CHECK(ran.exit == 3);
  CHECK(notices(ran)[0].at("kind") == "too-large");
}

TEST_CASE("scan --worktree: of any random tree, what git lists is what is scanned", "[worktree]") {
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    TestRepo repo;
    Fake fake(seed);
    const std::string key = fake.django_key();
    const auto sprinkle = [&](std::uint32_t count) {
      for (std::uint32_t i = 0; i < count; ++i) {
        const std::string path =
            fake.from("abc", 1) + "/" + fake.from("de", 1) + "/" + fake.from("fghi", 1) + ".py";
        fake.below(4) == 0 ? repo.remove(path) : repo.write(path, setting(key));
      }
    };
    sprinkle(12);
    repo.commit("one");
    for (const char* rule : {"/a/d/\n", "f.py\n!b/d/f.py\n", "c/**/g.*\n", "*.py\n!*/\n!h.py\n"}) {
      if (fake.below(2) == 0) repo.write(fake.below(2) == 0 ? ".gitignore" : "b/.gitignore", rule);
    }
    sprinkle(12);
    const auto only_python = [](std::set<std::string> paths) {
      std::erase_if(paths, [](const std::string& path) { return !path.ends_with(".py"); });
      return paths;
    };
    const auto wanted = only_python(listed(repo, {"--cached", "--others", "--exclude-standard"}));
    const auto all = only_python(listed(repo, {"--cached", "--others"}));
    CHECK(found_paths(scan_worktree(repo)) == wanted);
    CHECK(found_paths(scan_worktree(repo, {"--ignored"})) == all);
  }
}

TEST_CASE("scan --worktree: the number of threads leaves no trace in the report", "[worktree]") {
  TestRepo repo;
  Fake fake;
  for (int i = 0; i < 40; ++i) {
    repo.write("f" + std::to_string(i) + ".py", setting(fake.django_key()));
  }
  const auto report = [&](const char* threads) {
    return run_keysieve({"scan", "--worktree", "--format", "json", "--threads", threads},
                        repo.path())
        .out;
  };
  CHECK(report("1") == report("7"));
}

TEST_CASE("scan --worktree: options that contradict each other are refused", "[worktree]") {
  TestRepo repo;
  CHECK(run_keysieve({"scan", "--worktree", "--staged"}, repo.path()).exit == 2);
  CHECK(run_keysieve({"scan", "--worktree", "--stdin"}, repo.path()).exit == 2);
  CHECK(run_keysieve({"scan", "--ignored"}, repo.path()).exit == 2);
}
