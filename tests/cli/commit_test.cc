// Commits with the hook in place: real git, the real program, fake keys.
#include <filesystem>

#include "catch.h"
#include "support/built.h"
#include "support/fake.h"
#include "support/process.h"
#include "support/test_repo.h"

namespace keysieve::test {
namespace {

namespace fs = std::filesystem;

std::string settings(const std::string& key) {
  return "DEBUG = False\nSECRET_KEY = '" + key + "'\n";
}

std::string leak() {
  return settings(Fake().django_key());
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// A repository of one commit with the hook installed.
struct HookedRepo : TestRepo {
  HookedRepo() {
    write("README", "nothing to hide\n").commit("Begin");
    REQUIRE(run_keysieve({"hook", "install"}, path()).exit == 0);
    begin = head();
  }
  Ran try_commit(Environment environment = {}) {
    return try_git({"commit", "--message", "Go on"}, std::move(environment));
  }
  // Whether the last attempt was stopped: nothing came after the first commit.
  bool stopped() { return head() == begin; }

  std::string begin;
};

TEST_CASE("commit: a key is stopped, and never shown whole", "[cli][hooks]") {
  HookedRepo repo;
  repo.write("settings.py", leak()).git({"add", "."});
  const auto ran = repo.try_commit();
  CHECK(ran.exit == 1);
  CHECK(repo.stopped());
  CHECK(contains(ran.err, "commit stopped"));
  CHECK(contains(ran.err, "settings.py:2"));
  CHECK(contains(ran.err, "git commit --no-verify"));
  CHECK_FALSE(contains(ran.err, Fake().django_key()));
}

TEST_CASE("commit: the very first one of a repository is scanned too", "[cli][hooks]") {
  TestRepo repo;
  run_keysieve({"hook", "install"}, repo.path());
  repo.write("settings.py", leak()).git({"add", "."});
  CHECK(repo.try_git({"commit", "--message", "Begin"}).exit == 1);
  CHECK(repo.try_git({"rev-parse", "--verify", "HEAD"}).exit != 0);
}

TEST_CASE("commit: without a key it passes in silence", "[cli][hooks]") {
  HookedRepo repo;
  repo.write("settings.py", "SECRET_KEY = os.environ['SECRET_KEY']\n").git({"add", "."});
  const auto ran = repo.try_git({"commit", "--quiet", "--message", "Go on"});
  CHECK(ran.exit == 0);
  CHECK(ran.out.empty());
  CHECK(ran.err.empty());
  CHECK_FALSE(repo.stopped());
}

TEST_CASE("commit: git commit -am is seen through the index git makes for it", "[cli][hooks]") {
  HookedRepo repo;
  repo.write("README", leak());
  CHECK(repo.try_git({"commit", "--all", "--message", "Go on"}).exit == 1);
  CHECK(repo.stopped());
}

TEST_CASE("commit: git commit PATH is seen through the index git makes for it", "[cli][hooks]") {
  HookedRepo repo;
  repo.write("README", leak());
  CHECK(repo.try_git({"commit", "--message", "Go on", "README"}).exit == 1);
  CHECK(repo.stopped());
}

TEST_CASE("commit: what counts is the index, not the working tree", "[cli][hooks]") {
  HookedRepo repo;
  repo.write("settings.py", leak()).git({"add", "."});
  repo.write("settings.py", "clean again\n");
  CHECK(repo.try_commit().exit == 1);
  repo.git({"add", "."});
  repo.write("settings.py", leak());
  CHECK(repo.try_commit().exit == 0);
}

TEST_CASE("commit: paths with spaces and in any script are named as they are", "[cli][hooks]") {
  HookedRepo repo;
  repo.write("my app/налаштування.py", leak()).git({"add", "."});
  const auto ran = repo.try_commit();
  CHECK(ran.exit == 1);
  CHECK(contains(ran.err, "my app/налаштування.py:2"));
}

TEST_CASE("commit: from a folder below the top the hook sees everything", "[cli][hooks]") {
  HookedRepo repo;
  repo.write("settings.py", leak()).write("deep/down/file", "").git({"add", "."});
  CHECK(repo.try_git({"-C", "deep/down", "commit", "--message", "Go on"}).exit == 1);
  CHECK(repo.stopped());
}

TEST_CASE("commit: a line marked keysieve:allow passes", "[cli][hooks]") {
  HookedRepo repo;
  repo.write("settings.py",
             "SECRET_KEY = '" + Fake().django_key() + "'  # keysieve:allow only for tests\n")
      .git({"add", "."});
  CHECK(repo.try_commit().exit == 0);
}

TEST_CASE("commit: KEYSIEVE_SKIP=1 passes and says so", "[cli][hooks]") {
  HookedRepo repo;
  repo.write("settings.py", leak()).git({"add", "."});
  const auto ran = repo.try_commit({{"KEYSIEVE_SKIP", "1"}});
  CHECK(ran.exit == 0);
  CHECK(contains(ran.err, "this commit is not scanned"));
  CHECK_FALSE(repo.stopped());
}

TEST_CASE("commit: the hook from before runs first and its failure stops the commit",
          "[cli][hooks]") {
  TestRepo repo;
  repo.write("README", "").commit("Begin");
  repo.write(".git/hooks/pre-commit", "#!/bin/sh\necho 'before' >&2\nexit \"${BEFORE_EXIT:-0}\"\n");
  fs::permissions(repo.path() / ".git/hooks/pre-commit", fs::perms(0755));
  run_keysieve({"hook", "install"}, repo.path());
  repo.write("settings.py", leak()).git({"add", "."});
  const std::vector<std::string> commit = {"commit", "--message", "Go on"};

  const auto both = repo.try_git(commit);
  CHECK(both.exit == 1);
  CHECK(both.err.find("before\n") < both.err.find("commit stopped"));
  const auto first_fails = repo.try_git(commit, {{"BEFORE_EXIT", "3"}});
  CHECK(first_fails.exit == 1);
  CHECK(first_fails.err == "before\n");
}

TEST_CASE("commit: in a linked work tree the repository's hook runs on that tree's index",
          "[cli][hooks]") {
  HookedRepo repo;
  const TempDir elsewhere;
  const std::string linked = (elsewhere / "linked tree").string();
  repo.git({"worktree", "add", "--quiet", "-b", "linked", linked});
  repo.write("settings.py", "clean\n").git({"add", "."});
  elsewhere.write("linked tree/settings.py", leak());
  repo.git({"-C", linked, "add", "."});
  CHECK(repo.try_git({"-C", linked, "commit", "--message", "Go on"}).exit == 1);
  CHECK(repo.try_commit().exit == 0);
}

TEST_CASE("hook install: from a linked work tree it serves the whole repository", "[cli][hooks]") {
  TestRepo repo;
  repo.write("README", "").commit("Begin");
  const TempDir elsewhere;
  repo.git({"worktree", "add", "--quiet", (elsewhere / "linked").string()});
  CHECK(run_keysieve({"hook", "install"}, elsewhere / "linked").exit == 0);
  repo.write("settings.py", leak()).git({"add", "."});
  CHECK(repo.try_git({"commit", "--message", "Go on"}).exit == 1);
}

TEST_CASE("commit: a repository named by --git-dir is the one that is scanned", "[cli][hooks]") {
  TestRepo home;
  const TempDir elsewhere;
  const std::string dots = (elsewhere / "dots.git").string();
  home.git({"init", "--quiet", "--bare", dots});
  REQUIRE(run_keysieve({"hook", "install"}, dots).exit == 0);
  const std::string git_dir = "--git-dir=" + dots;
  const std::string work_tree = "--work-tree=" + home.path().string();
  home.write("settings.py", leak());
  home.git({git_dir, work_tree, "add", "settings.py"});
  const auto ran = home.try_git({git_dir, work_tree, "commit", "--message", "Begin"});
  CHECK(ran.exit == 1);
  CHECK(contains(ran.err, "settings.py:2"));
}

TEST_CASE("commit: the hook works through core.hooksPath", "[cli][hooks]") {
  TestRepo repo;
  repo.git({"config", "core.hooksPath", "tools/hooks"});
  run_keysieve({"hook", "install"}, repo.path());
  repo.write("settings.py", leak()).git({"add", "."});
  CHECK(repo.try_git({"commit", "--message", "Begin"}).exit == 1);
}

TEST_CASE("commit: when keysieve is gone the commit is stopped, not waved through",
          "[cli][hooks]") {
  HookedRepo repo;
  const TempDir bin;
  fs::copy_file(program(), bin / "keysieve");
  REQUIRE(run({{(bin / "keysieve").string(), "hook", "install"}, repo.path(), {}, {}}).exit == 0);
  fs::remove(bin / "keysieve");
  // Nothing is in PATH but git: the hook itself needs nothing but the shell.
  std::string git = run({{"sh", "-c", "command -v git"}, {}, {}, {}}).out;
  git.pop_back();
  fs::create_symlink(git, bin / "git");

  repo.write("harmless", "text\n").git({"add", "."});
  const Environment environment = {{"PATH", bin.path().string()}};
  const auto ran = repo.try_commit(environment);
  CHECK(ran.exit == 1);
  CHECK(repo.stopped());
  CHECK(contains(ran.err, "keysieve is neither in PATH nor where this hook was installed"));
  auto skipping = environment;
  skipping.emplace_back("KEYSIEVE_SKIP", "1");
  CHECK(repo.try_commit(skipping).exit == 0);
}

TEST_CASE("commit: what cannot be scanned is stopped with one sentence and the way on",
          "[cli][hooks]") {
  TestRepo repo;
  REQUIRE(run_keysieve({"hook", "install"}, repo.path()).exit == 0);
  fs::copy_file(repo.path() / ".git/hooks/pre-commit", repo.path() / "hook");
  repo.remove(".git").git({"init", "--quiet", "--object-format=sha256"});
  fs::create_directories(repo.path() / ".git/hooks");
  fs::rename(repo.path() / "hook", repo.path() / ".git/hooks/pre-commit");
  repo.write("harmless", "text\n").git({"add", "."});
  const auto ran = repo.try_git({"commit", "--message", "Begin"});
  CHECK(ran.exit == 1);
  CHECK(ran.err.starts_with("keysieve: commit stopped, for it could not be scanned: "));
  CHECK(contains(ran.err, "git commit --no-verify"));
  CHECK(ran.err.find('\n') == ran.err.size() - 1);
}

TEST_CASE("hook run: outside a repository it fails closed", "[cli][hooks]") {
  const TempDir nowhere;
  const auto ran = run_keysieve({"hook", "run", "pre-commit"}, nowhere.path());
  CHECK(ran.exit == 2);
  CHECK(contains(ran.err, "not in a git repository"));
}

}  // namespace
}  // namespace keysieve::test
