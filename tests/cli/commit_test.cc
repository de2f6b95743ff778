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

TEST_CASE("commit: what HEAD holds already is mentioned and does not stop", "[cli][hooks]") {
  HookedRepo repo;
  repo.write("settings.py", leak());
  repo.git({"add", "."});
  repo.git({"commit", "--quiet", "--no-verify", "--message", "Leak"});
  repo.write("copy/settings.py", "# moved\n" + leak()).git({"add", "."});
  const auto ran = repo.try_commit();
  CHECK(ran.exit == 0);
  CHECK(contains(ran.err, "in HEAD already, so the commit is not stopped for it"));
  CHECK(contains(ran.err, "copy/settings.py:3: Django SECRET_KEY"));
  CHECK_FALSE(contains(ran.err, Fake().django_key()));
  repo.write("copy/again.py", leak()).git({"add", "."});
  CHECK(run_keysieve({"scan", "--staged"}, repo.path()).exit == 0);
  CHECK(run_keysieve({"scan", "--staged", "--all-staged"}, repo.path()).exit == 1);
  CHECK(run_keysieve({"hook", "run", "pre-commit", "--all-staged"}, repo.path()).exit == 1);
}

TEST_CASE("commit: half of a file staged, and the other half not", "[cli][hooks]") {
  HookedRepo repo;
  repo.write("README", "nothing to hide\n" + leak()).git({"add", "README"});
  repo.write("README", "nothing to hide\n");
  CHECK(repo.try_commit().exit == 1);
  repo.git({"reset", "--quiet", "README"});
  repo.write("README", "first\nnothing to hide\n").git({"add", "README"});
  repo.write("README", "first\nnothing to hide\n" + leak());
  CHECK(repo.try_commit().exit == 0);
}

TEST_CASE("commit: a merge that git makes by itself is stopped", "[cli][hooks]") {
  HookedRepo repo;
  repo.git({"switch", "--quiet", "--create", "side"});
  repo.write("settings.py", leak()).commit("Leak");  // without the hook
  repo.git({"switch", "--quiet", "main"});
  repo.write("main", "text\n").commit("main");
  const std::string before = repo.head();
  const auto ran = repo.try_git({"merge", "--no-edit", "side"});
  CHECK(ran.exit != 0);
  CHECK(contains(ran.err, "keysieve: merge stopped: a secret in what is staged"));
  CHECK(contains(ran.err, "git merge --no-verify"));
  CHECK(repo.head() == before);
}

TEST_CASE("commit: a merge of clean branches and the resolution of a conflict", "[cli][hooks]") {
  HookedRepo repo;
  repo.git({"switch", "--quiet", "--create", "side"});
  repo.write("README", "side\n").commit("side");
  repo.git({"switch", "--quiet", "--create", "clean", "main"});
  repo.write("clean", "text\n").commit("clean");
  repo.git({"switch", "--quiet", "main"});
  repo.write("README", "main\n").commit("main");
  CHECK(repo.try_git({"merge", "--quiet", "--no-edit", "clean"}).exit == 0);
  REQUIRE(repo.try_git({"merge", "side"}).exit == 1);
  CHECK(run_keysieve({"scan", "--staged"}, repo.path()).exit == 3);  // it cannot be looked at yet
  repo.write("README", leak()).git({"add", "."});
  CHECK(repo.try_git({"commit", "--no-edit"}).exit == 1);
  repo.write("README", "both\n").git({"add", "."});
  CHECK(repo.try_git({"commit", "--no-edit"}).exit == 0);
}

TEST_CASE("commit: rebases, cherry-picks, amending and the stash go on as ever", "[cli][hooks]") {
  HookedRepo repo;
  repo.git({"switch", "--quiet", "--create", "topic"});
  repo.write("topic", "1\n").commit("topic 1");
  repo.write("topic", "2\n").commit("topic 2");
  repo.git({"switch", "--quiet", "main"});
  repo.write("main", "text\n").commit("main");
  repo.git({"switch", "--quiet", "topic"});
  CHECK(repo.try_git({"rebase", "--quiet", "main"}).exit == 0);
  CHECK(repo.try_git({"rebase", "--quiet", "--exec", "true", "HEAD~2"}).exit == 0);
  CHECK(repo.try_git({"commit", "--amend", "--quiet", "--message", "topic two"}).exit == 0);
  repo.git({"switch", "--quiet", "main"});
  CHECK(repo.try_git({"cherry-pick", "topic"}).exit != 2);
  repo.try_git({"cherry-pick", "--abort"});

  repo.write("settings.py", leak()).git({"add", "."});
  CHECK(repo.try_git({"stash", "--quiet"}).exit == 0);  // a stash goes nowhere
  CHECK(repo.try_git({"stash", "pop", "--quiet"}).exit == 0);
  CHECK(repo.try_commit().exit == 1);
}

TEST_CASE("commit: what git commits without a hook in a rebase is seen by the push",
          "[cli][hooks]") {
  HookedRepo repo;
  const TempDir elsewhere;
  repo.git({"init", "--quiet", "--bare", (elsewhere / "server.git").string()});
  repo.git({"remote", "add", "origin", (elsewhere / "server.git").string()});
  repo.git({"switch", "--quiet", "--create", "topic"});
  repo.write("README", "topic\n").commit("topic");
  repo.git({"switch", "--quiet", "main"});
  repo.write("README", "main\n").commit("main");
  repo.git({"switch", "--quiet", "topic"});
  REQUIRE(repo.try_git({"rebase", "--quiet", "main"}).exit == 1);
  repo.write("README", leak()).git({"add", "."});
  REQUIRE(repo.try_git({"rebase", "--continue"}, {{"GIT_EDITOR", "true"}}).exit == 0);
  const auto ran = repo.try_git({"push", "--quiet", "origin", "topic"});
  CHECK(ran.exit == 1);
  CHECK(contains(ran.err, "push stopped"));
}

TEST_CASE("commit-msg: a key in the message is stopped, in git's own diff below it is not",
          "[cli][hooks]") {
  TestRepo repo;
  repo.write("settings.py", leak()).commit("Begin");
  REQUIRE(run_keysieve({"hook", "install", "--type", "commit-msg"}, repo.path()).exit == 0);
  repo.write("a", "1\n").git({"add", "."});
  const auto ran = repo.try_git({"commit", "--message", "Log in with\n\n" + leak()});
  CHECK(ran.exit == 1);
  CHECK(contains(ran.err, "commit stopped: a secret in the commit's message"));
  CHECK(contains(ran.err, "message:4: "));
  // --verbose shows the diff that takes the key out.
  repo.write("settings.py", "clean\n").git({"add", "."});
  repo.write("edit.sh",
             "#!/bin/sh\n{ echo Clean; cat \"$1\"; } > \"$1.new\" && mv \"$1.new\" \"$1\"\n");
  fs::permissions(repo.path() / "edit.sh", fs::perms(0755));
  const std::string editor = "'" + (repo.path() / "edit.sh").string() + "'";
  CHECK(repo.try_git({"commit", "--verbose"}, {{"GIT_EDITOR", editor}}).exit == 0);
  CHECK(repo.git({"log", "-1", "--format=%s"}) == "Clean");
}

TEST_CASE("commit: in a sparse checkout and with a split index the hook sees what is staged",
          "[cli][hooks]") {
  for (const bool split : {false, true}) {
    HookedRepo repo;
    repo.write("in/a", "1\n").write("out/b", "1\n");
    repo.git({"add", "."});
    REQUIRE(repo.try_commit().exit == 0);
    if (split) {
      repo.git({"config", "core.splitIndex", "true"});
      repo.git({"update-index", "--split-index"});
    } else {
      repo.git({"sparse-checkout", "set", "--cone", "--sparse-index", "in"});
    }
    const std::string before = repo.head();
    repo.write("in/settings.py", leak()).git({"add", "in/settings.py"});
    CHECK(repo.try_commit().exit == 1);
    CHECK(repo.head() == before);
    repo.write("in/settings.py", "clean\n").git({"add", "in/settings.py"});
    CHECK(repo.try_commit().exit == 0);
  }
}

TEST_CASE("hook run: outside a repository it fails closed", "[cli][hooks]") {
  const TempDir nowhere;
  const auto ran = run_keysieve({"hook", "run", "pre-commit"}, nowhere.path());
  CHECK(ran.exit == 2);
  CHECK(contains(ran.err, "not in a git repository"));
}

}  // namespace
}  // namespace keysieve::test
