// Pushes with hooks in place, on either side: real git, the real program, fake keys.
#include <filesystem>

#include "catch.h"
#include "support/fake.h"
#include "support/process.h"
#include "support/test_repo.h"

namespace keysieve::test {
namespace {

namespace fs = std::filesystem;

std::string leak(std::uint32_t seed = 1) {
  return "SECRET_KEY = '" + Fake(seed).django_key() + "'\n";
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// A repository with a remote, both below a folder whose name is not for the faint-hearted.
struct PushedRepo : TestRepo {
  PushedRepo() : server((place / "my sérver/that's it.git").string()) {
    git({"init", "--quiet", "--bare", "--initial-branch=main", server});
    git({"remote", "add", "origin", server});
    write("README", "nothing to hide\n").commit("Begin");
    git({"push", "--quiet", "origin", "main"});
  }
  void guard_client() { REQUIRE(install(path(), "pre-push")); }
  void guard_server(const std::string& type = "pre-receive") { REQUIRE(install(server, type)); }
  static bool install(const fs::path& where, const std::string& type) {
    return run_keysieve({"hook", "install", "--type", type}, where).exit == 0;
  }
  Ran push(std::vector<std::string> what, Environment environment = {}) {
    what.insert(what.begin(), {"push", "--quiet", "origin"});
    return try_git(std::move(what), std::move(environment));
  }
  // Whether the server has what `ref` should point at.
  bool arrived(const std::string& ref, const std::string& id) {
    return try_git({"--git-dir", server, "rev-parse", "--verify", "--quiet", ref}).out == id + "\n";
  }

  TempDir place;
  std::string server;
};

TEST_CASE("push: a secret in a commit is stopped, with the commit that brought it", "[cli][push]") {
  PushedRepo repo;
  repo.guard_client();
  const std::string brought = repo.write("settings.py", leak()).commit("Leak");
  repo.write("settings.py", "gone\n").commit("Hide it");
  const auto ran = repo.push({"main"});
  CHECK(ran.exit == 1);
  CHECK(contains(ran.err, "push stopped: a secret in what is pushed"));
  CHECK(contains(ran.err, "settings.py:1 in commit " + brought.substr(0, 10)));
  CHECK(contains(ran.err, "git push --no-verify"));
  CHECK_FALSE(contains(ran.err, Fake().django_key()));
  CHECK_FALSE(repo.arrived("main", repo.head()));
  CHECK(repo.push({"--no-verify", "main"}).exit == 0);
}

TEST_CASE("push: KEYSIEVE_SKIP=1 passes and says so", "[cli][push]") {
  PushedRepo repo;
  repo.guard_client();
  repo.write("settings.py", leak()).commit("Leak");
  const auto ran = repo.push({"main"}, {{"KEYSIEVE_SKIP", "1"}});
  CHECK(ran.exit == 0);
  CHECK(contains(ran.err, "this push is not scanned"));
}

TEST_CASE("push: what the remote has is not asked for again", "[cli][push]") {
  PushedRepo repo;
  repo.write("settings.py", leak()).commit("Leak");
  REQUIRE(repo.push({"main"}).exit == 0);  // before there was a hook
  repo.guard_client();
  repo.write("other", "text\n").commit("Go on");
  CHECK(repo.push({"main"}).exit == 0);
  CHECK(repo.push({"main:refs/heads/copy"}).exit == 0);  // a new branch of nothing new
  repo.git({"switch", "--quiet", "--create", "topic", "HEAD~1"});
  repo.write("topic", "text\n").commit("On the side");
  CHECK(repo.push({"topic"}).exit == 0);
}

TEST_CASE("push: a new branch brings its own commits alone", "[cli][push]") {
  PushedRepo repo;
  repo.guard_client();
  repo.git({"switch", "--quiet", "--create", "topic"});
  repo.write("settings.py", leak()).commit("Leak");
  CHECK(repo.push({"topic"}).exit == 1);
  CHECK(repo.push({"topic~1:refs/heads/clean"}).exit == 0);
}

TEST_CASE("push: by force what is put in place of the old end counts", "[cli][push]") {
  PushedRepo repo;
  repo.write("a", "1\n").commit("one");
  REQUIRE(repo.push({"main"}).exit == 0);
  repo.guard_client();
  repo.git({"reset", "--quiet", "--hard", "HEAD~1"});
  repo.write("settings.py", leak()).commit("another");
  CHECK(repo.push({"--force", "main"}).exit == 1);
  repo.git({"commit", "--quiet", "--amend", "--message", "without", "--no-verify"});
  repo.git({"rm", "--quiet", "settings.py"});
  repo.git({"commit", "--quiet", "--amend", "--allow-empty", "--message", "without"});
  CHECK(repo.push({"--force", "main"}).exit == 0);
  CHECK(repo.arrived("main", repo.head()));
}

TEST_CASE("push: by force onto an end that nobody here has seen", "[cli][push]") {
  PushedRepo repo;
  TestRepo other;
  other.git({"remote", "add", "origin", repo.server});
  other.write("theirs", "text\n").commit("Theirs");
  other.git({"push", "--quiet", "--force", "origin", "main"});
  repo.guard_client();
  repo.write("b", "2\n").commit("two");
  CHECK(repo.push({"--force", "main"}).exit == 0);
  repo.write("settings.py", leak()).commit("three");
  CHECK(repo.push({"--force", "main"}).exit == 1);
}

TEST_CASE("push: of a tag its message and its commits count", "[cli][push]") {
  PushedRepo repo;
  repo.guard_client();
  repo.git({"tag", "--annotate", "clean", "--message", "Version 1"});
  CHECK(repo.push({"clean"}).exit == 0);
  repo.git({"tag", "--annotate", "told", "--message", leak()});
  CHECK(repo.push({"told"}).exit == 1);
  repo.write("settings.py", leak(2)).commit("Leak");
  repo.git({"tag", "light"});
  CHECK(repo.push({"light"}).exit == 1);
  CHECK(repo.push({"--tags"}).exit == 1);
}

TEST_CASE("push: a tag of a file, which is in no commit", "[cli][push]") {
  PushedRepo repo;
  repo.guard_client();
  const std::string blob = repo.git({"hash-object", "-w", "--stdin"}, leak());
  repo.git({"tag", "bare", blob});
  repo.git({"tag", "--annotate", "told", "--message", "A file", blob});
  CHECK(repo.push({"bare"}).exit == 1);
  CHECK(repo.push({"told"}).exit == 1);
  const std::string harmless = repo.git({"hash-object", "-w", "--stdin"}, "harmless\n");
  repo.git({"tag", "harmless", harmless});
  CHECK(repo.push({"harmless"}).exit == 0);
}

TEST_CASE("push: to delete a branch brings nothing, and nothing to push either", "[cli][push]") {
  PushedRepo repo;
  REQUIRE(repo.push({"main:refs/heads/old"}).exit == 0);
  repo.guard_client();
  repo.write("settings.py", leak()).commit("Leak");
  CHECK(repo.push({"--delete", "old"}).exit == 0);
  CHECK(repo.push({"HEAD~1:refs/heads/main"}).exit == 0);  // up to date
}

TEST_CASE("push: several refs at once, one of them with a secret", "[cli][push]") {
  PushedRepo repo;
  repo.guard_client();
  repo.git({"branch", "clean"});
  repo.write("settings.py", leak()).commit("Leak");
  CHECK(repo.push({"clean", "main"}).exit == 1);
  CHECK_FALSE(repo.arrived("clean", repo.git({"rev-parse", "clean"})));
}

TEST_CASE("push: to an address that no remote has", "[cli][push]") {
  PushedRepo repo;
  repo.guard_client();
  repo.git({"remote", "remove", "origin"});
  repo.write("a", "1\n").commit("one");
  CHECK(repo.try_git({"push", "--quiet", repo.server, "main"}).exit == 0);
  repo.write("settings.py", leak()).commit("Leak");
  CHECK(repo.try_git({"push", "--quiet", repo.server, "main"}).exit == 1);
}

TEST_CASE("push: an evil merge is seen, and one that brings only what is known is not",
          "[cli][push]") {
  PushedRepo repo;
  repo.git({"switch", "--quiet", "--create", "side"});
  repo.write("side", "text\n").commit("side");
  repo.git({"switch", "--quiet", "main"});
  repo.write("main", "text\n").commit("main");
  repo.guard_client();
  repo.git({"merge", "--quiet", "--no-commit", "side"});
  repo.write("settings.py", leak()).git({"add", "."});
  repo.git({"commit", "--quiet", "--message", "Merge"});
  CHECK(repo.push({"main"}).exit == 1);
}

TEST_CASE("push: a line marked keysieve:allow passes", "[cli][push]") {
  PushedRepo repo;
  repo.guard_client();
  std::string marked = leak();
  marked.insert(marked.size() - 1, "  # keysieve:allow only for tests");
  repo.write("settings.py", marked).commit("Marked");
  CHECK(repo.push({"main"}).exit == 0);
}

TEST_CASE("push: the hook from before gets the same refs, and its failure stands", "[cli][push]") {
  PushedRepo repo;
  repo.write(".git/hooks/pre-push",
             "#!/bin/sh\ncat > \"$GIT_DIR/refs-seen\"\necho \"$*\" >> \"$GIT_DIR/refs-seen\"\n"
             "exit \"${BEFORE_EXIT:-0}\"\n");
  fs::permissions(repo.path() / ".git/hooks/pre-push", fs::perms(0755));
  repo.guard_client();
  repo.write("settings.py", leak()).commit("Leak");
  const std::string zeros(40, '0');
  CHECK(repo.push({"main:refs/heads/new"}, {{"GIT_DIR", ".git"}}).exit == 1);
  CHECK(repo.read(".git/refs-seen") == "refs/heads/main " + repo.head() + " refs/heads/new " +
                                           zeros + "\norigin " + repo.server + "\n");
  const auto before = repo.push({"main"}, {{"GIT_DIR", ".git"}, {"BEFORE_EXIT", "9"}});
  CHECK(before.exit == 1);
  CHECK_FALSE(contains(before.err, "push stopped"));
}

TEST_CASE("push: the server's pre-receive sees what is in quarantine, and lets none of it in",
          "[cli][push]") {
  for (const char* unpack : {"1", "1000"}) {  // received as a pack, or as loose objects
    PushedRepo repo;
    repo.git({"--git-dir", repo.server, "config", "receive.unpackLimit", unpack});
    repo.guard_server();
    repo.write("settings.py", leak()).commit("Leak");
    const auto ran = repo.push({"main"});
    CHECK(ran.exit == 1);
    CHECK(contains(ran.err, "remote: keysieve: push refused: a secret in what is pushed"));
    CHECK(contains(ran.err, "settings.py:1"));
    CHECK_FALSE(contains(ran.err, Fake().django_key()));
    CHECK_FALSE(repo.arrived("main", repo.head()));
    const std::string blob = repo.git({"rev-parse", "HEAD:settings.py"});
    CHECK(repo.try_git({"--git-dir", repo.server, "cat-file", "-e", blob}).exit != 0);
    repo.git({"reset", "--quiet", "--hard", "HEAD~1"});
    repo.write("fine", "text\n").commit("Fine");
    CHECK(repo.push({"main"}).exit == 0);
    CHECK(repo.arrived("main", repo.head()));
  }
}

TEST_CASE(
    "push: a server heeds neither marks nor settings of what is pushed, nor the pusher's skip",
    "[cli][push]") {
  PushedRepo repo;
  repo.guard_server();
  std::string marked = leak();
  marked.insert(marked.size() - 1, "  # keysieve:allow trust me");
  repo.write("settings.py", marked).commit("Marked");
  CHECK(repo.push({"main"}).exit == 1);
  CHECK(repo.push({"main"}, {{"KEYSIEVE_SKIP", "1"}}).exit == 1);
}

TEST_CASE("push: a server asks only for what is new to it", "[cli][push]") {
  PushedRepo repo;
  repo.write("settings.py", leak()).commit("Leak");
  REQUIRE(repo.push({"main"}).exit == 0);
  repo.guard_server();
  repo.write("a", "1\n").commit("one");
  CHECK(repo.push({"main"}).exit == 0);
  CHECK(repo.push({"main:refs/heads/copy"}).exit == 0);
  CHECK(repo.push({"--delete", "copy"}).exit == 0);
  repo.git({"tag", "--annotate", "told", "--message", leak(2)});
  CHECK(repo.push({"told"}).exit == 1);
}

TEST_CASE("push: the first one to an empty server", "[cli][push]") {
  PushedRepo repo;
  repo.server = (repo.place / "empty.git").string();
  repo.git({"init", "--quiet", "--bare", repo.server});
  repo.git({"remote", "set-url", "origin", repo.server});
  repo.guard_server();
  CHECK(repo.push({"main"}).exit == 0);
  repo.write("settings.py", leak()).commit("Leak");
  CHECK(repo.push({"main:refs/heads/new"}).exit == 1);
}

TEST_CASE("push: the server's update refuses the one ref that brings a secret", "[cli][push]") {
  PushedRepo repo;
  repo.guard_server("update");
  repo.git({"branch", "clean"});
  repo.write("settings.py", leak()).commit("Leak");
  const auto ran = repo.push({"clean", "main"});
  CHECK(ran.exit == 1);
  CHECK(contains(ran.err, "push refused"));
  CHECK(repo.arrived("clean", repo.git({"rev-parse", "clean"})));
  CHECK_FALSE(repo.arrived("main", repo.head()));
}

TEST_CASE("push: from a linked work tree and from a clone that borrows objects", "[cli][push]") {
  PushedRepo repo;
  repo.guard_client();
  const TempDir elsewhere;
  const std::string linked = (elsewhere / "linked tree").string();
  repo.git({"worktree", "add", "--quiet", "-b", "linked", linked});
  elsewhere.write("linked tree/settings.py", leak());
  repo.git({"-C", linked, "add", "."});
  repo.git({"-C", linked, "commit", "--quiet", "--message", "Leak"});
  CHECK(repo.try_git({"-C", linked, "push", "--quiet", "origin", "linked"}).exit == 1);

  const std::string borrows = (elsewhere / "borrows").string();
  repo.git({"clone", "--quiet", "--reference", repo.path().string(), repo.server, borrows});
  REQUIRE(PushedRepo::install(borrows, "pre-push"));
  CHECK(repo.try_git({"-C", borrows, "push", "--quiet", "origin", "main:refs/heads/x"}).exit == 0);
  elsewhere.write("borrows/settings.py", leak());
  repo.git({"-C", borrows, "add", "."});
  repo.git({"-C", borrows, "commit", "--quiet", "--message", "Leak"});
  CHECK(repo.try_git({"-C", borrows, "push", "--quiet", "origin", "HEAD:y"}).exit == 1);
}

TEST_CASE("hook run pre-push: lines that git never writes fail closed", "[cli][push]") {
  PushedRepo repo;
  const auto ran = run_keysieve({"hook", "run", "pre-push", "origin", "x"}, repo.path(), "what\n");
  CHECK(ran.exit == 2);
  CHECK(contains(ran.err, "a line on standard input is not what git tells this hook"));
}

}  // namespace
}  // namespace keysieve::test
