// `keysieve hook` as people use it: the real program and real git.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "catch.h"
#include "keysieve/hooks.h"
#include "support/built.h"
#include "support/fake.h"
#include "support/process.h"
#include "support/test_repo.h"

namespace keysieve::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* hook = ".git/hooks/pre-commit";
constexpr const char* before = ".git/hooks/pre-commit.before-keysieve";

// One hook is as good as any; that of commits is known best.
Ran keysieve_hook(const TestRepo& repo, const std::string& action) {
  return run_keysieve({"hook", action, "--type", "pre-commit"}, repo.path());
}

void write_hook(TestRepo& repo, const char* name, std::string_view script) {
  repo.write(name, script);
  fs::permissions(repo.path() / name, fs::perms(0750));
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("hook install: places an executable hook and says where", "[cli][hooks]") {
  TestRepo repo;
  fs::remove_all(repo.path() / ".git/hooks");
  const auto ran = keysieve_hook(repo, "install");
  CHECK(ran.exit == 0);
  CHECK(ran.err.empty());
  CHECK(ran.out == fmt::format("{}: installed\n", (repo.path() / hook).string()));
  CHECK(fs::status(repo.path() / hook).permissions() == fs::perms(0755));
}

TEST_CASE("hook install: a second time changes nothing", "[cli][hooks]") {
  TestRepo repo;
  keysieve_hook(repo, "install");
  const std::string installed = repo.read(hook);
  const auto ran = keysieve_hook(repo, "install");
  CHECK(ran.exit == 0);
  CHECK(contains(ran.out, ": installed already\n"));
  CHECK(repo.read(hook) == installed);
  CHECK_FALSE(fs::exists(repo.path() / before));
}

TEST_CASE("hook install: a hook of another version is replaced, not chained", "[cli][hooks]") {
  TestRepo repo;
  write_hook(repo, hook, "#!/bin/sh\n# keysieve-hook: pre-commit\nexec old-keysieve\n");
  CHECK(contains(keysieve_hook(repo, "install").out, ": installed\n"));
  CHECK_FALSE(contains(repo.read(hook), "old-keysieve"));
  CHECK_FALSE(fs::exists(repo.path() / before));
}

TEST_CASE("hook install: makes its own hook executable again", "[cli][hooks]") {
  TestRepo repo;
  keysieve_hook(repo, "install");
  fs::permissions(repo.path() / hook, fs::perms(0644));
  CHECK(contains(keysieve_hook(repo, "install").out, ": installed\n"));
  CHECK(fs::status(repo.path() / hook).permissions() == fs::perms(0755));
}

TEST_CASE("hook uninstall: a hook from before is back, bytes and mode", "[cli][hooks]") {
  TestRepo repo;
  const std::string theirs("#!/bin/sh\n\0\xff no newline at the end", 33);
  write_hook(repo, hook, theirs);
  const auto installed = keysieve_hook(repo, "install");
  CHECK(contains(installed.out, "pre-commit.before-keysieve and runs first.\n"));
  CHECK(repo.read(before) == theirs);
  const auto ran = keysieve_hook(repo, "uninstall");
  CHECK(ran.exit == 0);
  CHECK(contains(ran.out, ": uninstalled\nThe hook that was there before is back.\n"));
  CHECK(repo.read(hook) == theirs);
  CHECK(fs::status(repo.path() / hook).permissions() == fs::perms(0750));
  CHECK_FALSE(fs::exists(repo.path() / before));
}

TEST_CASE("hook uninstall: leaves nothing where nothing was", "[cli][hooks]") {
  TestRepo repo;
  keysieve_hook(repo, "install");
  CHECK(contains(keysieve_hook(repo, "uninstall").out, ": uninstalled\n"));
  CHECK_FALSE(fs::exists(repo.path() / hook));
}

TEST_CASE("hook uninstall: somebody else's hook is not touched", "[cli][hooks]") {
  TestRepo repo;
  write_hook(repo, hook, "#!/bin/sh\nexit 0\n");
  const auto ran = keysieve_hook(repo, "uninstall");
  CHECK(ran.exit == 0);
  CHECK(contains(ran.out, "not installed there; nothing changed\n"));
  CHECK(repo.read(hook) == "#!/bin/sh\nexit 0\n");
}

TEST_CASE("hook install: never writes through a symbolic link", "[cli][hooks]") {
  TestRepo repo;
  repo.write("shared-hook", "#!/bin/sh\nexit 0\n");
  fs::create_directories(repo.path() / ".git/hooks");
  fs::create_symlink("../../shared-hook", repo.path() / hook);
  keysieve_hook(repo, "install");
  CHECK(repo.read("shared-hook") == "#!/bin/sh\nexit 0\n");
  CHECK(fs::is_symlink(repo.path() / before));
  keysieve_hook(repo, "uninstall");
  CHECK(fs::read_symlink(repo.path() / hook) == "../../shared-hook");
}

TEST_CASE("hook install: refuses to lose one of two foreign hooks", "[cli][hooks]") {
  TestRepo repo;
  write_hook(repo, hook, "#!/bin/sh\n# one\n");
  write_hook(repo, before, "#!/bin/sh\n# another\n");
  const auto ran = keysieve_hook(repo, "install");
  CHECK(ran.exit == 2);
  CHECK(contains(ran.err, "make one hook of the two"));
  CHECK(repo.read(hook) == "#!/bin/sh\n# one\n");
  CHECK(repo.read(before) == "#!/bin/sh\n# another\n");
}

TEST_CASE("hook install: outside a repository it says so", "[cli][hooks]") {
  const TempDir nowhere;
  const auto ran =
      run_keysieve({"hook", "install"}, nowhere.path(), {},
                   {{"GIT_CEILING_DIRECTORIES", nowhere.path().parent_path().string()}});
  CHECK(ran.exit == 2);
  CHECK(contains(ran.err, "not in a git repository"));
}

TEST_CASE("hook install: a relative core.hooksPath is below the top, wherever one stands",
          "[cli][hooks]") {
  TestRepo repo;
  repo.git({"config", "core.hooksPath", "tools/git hooks"});
  repo.write("deep/down/file", "");
  const auto ran =
      run_keysieve({"hook", "install", "--type", "pre-commit"}, repo.path() / "deep/down");
  CHECK(contains(ran.out, (repo.path() / "tools/git hooks/pre-commit: installed\n").string()));
  CHECK(contains(ran.out, "core.hooksPath names that folder"));
  CHECK(fs::exists(repo.path() / "tools/git hooks/pre-commit"));
  CHECK_FALSE(fs::exists(repo.path() / hook));
}

TEST_CASE("hook install: an absolute core.hooksPath is used as it is", "[cli][hooks]") {
  TestRepo repo;
  const TempDir elsewhere;
  repo.git({"config", "core.hooksPath", (elsewhere / "h").string()});
  CHECK(contains(keysieve_hook(repo, "install").out, "core.hooksPath names that folder"));
  CHECK(fs::exists(elsewhere / "h/pre-commit"));
  CHECK(contains(keysieve_hook(repo, "uninstall").out, ": uninstalled\n"));
  CHECK_FALSE(fs::exists(elsewhere / "h/pre-commit"));
}

TEST_CASE("hook install: says when core.hooksPath cannot be a folder", "[cli][hooks]") {
  TestRepo repo;
  repo.git({"config", "core.hooksPath", "/dev/null"});
  const auto ran = keysieve_hook(repo, "install");
  CHECK(ran.exit == 2);
  CHECK(contains(ran.err, "/dev/null"));
}

TEST_CASE("hook status: tells what is there and whether git runs it", "[cli][hooks]") {
  TestRepo repo;
  const std::string file = (repo.path() / hook).string();
  const auto status = [&] { return keysieve_hook(repo, "status"); };
  const std::string way_on = "To install what is not there: keysieve hook install\n";

  CHECK(status().exit == 1);
  CHECK(status().out == file + ": not installed\n" + way_on);
  write_hook(repo, hook, "#!/bin/sh\nexit 0\n");
  CHECK(status().exit == 1);
  CHECK(status().out == file + ": not installed; another hook stands there\n" + way_on);
  keysieve_hook(repo, "install");
  CHECK(status().exit == 0);
  CHECK(status().out ==
        file + ": installed\n" + file + ".before-keysieve runs first, if executable.\n");
  repo.remove(before);
  fs::permissions(repo.path() / hook, fs::perms(0644));
  CHECK(status().exit == 1);
  CHECK(status().out ==
        file + ": installed, but git does not run it: it is not executable\n" + way_on);
}

TEST_CASE("hook: an unknown type is refused with the known ones", "[cli][hooks]") {
  TestRepo repo;
  const auto ran = run_keysieve({"hook", "install", "--type", "post-checkout"}, repo.path());
  CHECK(ran.exit == 2);
  CHECK(contains(ran.err, "pre-commit"));
}

TEST_CASE("hook install: without a type, what sees commits, merges and pushes", "[cli][hooks]") {
  TestRepo repo;
  fs::remove_all(repo.path() / ".git/hooks");
  CHECK(run_keysieve({"hook", "install"}, repo.path()).exit == 0);
  std::set<std::string> there;
  for (const auto& file : fs::directory_iterator(repo.path() / ".git/hooks")) {
    there.insert(file.path().filename().string());
  }
  CHECK(there == std::set<std::string>{"pre-commit", "pre-merge-commit", "pre-push"});
  CHECK(run_keysieve({"hook", "status"}, repo.path()).exit == 0);
  CHECK(run_keysieve({"hook", "uninstall"}, repo.path()).exit == 0);
  CHECK(fs::is_empty(repo.path() / ".git/hooks"));
  CHECK(run_keysieve({"hook", "status"}, repo.path()).exit == 1);
}

TEST_CASE("hook: every type is installed, told of and taken out", "[cli][hooks]") {
  TestRepo repo;
  fs::remove_all(repo.path() / ".git/hooks");
  std::vector<std::string> install = {"hook", "install"};
  for (const HookType type : hook_types) {
    install.insert(install.end(), {"--type", std::string(to_string(type))});
  }
  CHECK(run_keysieve(install, repo.path()).exit == 0);
  const auto status = run_keysieve({"hook", "status"}, repo.path());
  for (const HookType type : hook_types) {
    const fs::path file = repo.path() / ".git/hooks" / to_string(type);
    CHECK(contains(status.out, file.string() + ": installed\n"));
    CHECK(run({{"sh", "-n", file.string()}, {}, {}, {}}).exit == 0);
  }
  CHECK(run_keysieve({"hook", "uninstall"}, repo.path()).exit == 0);
  CHECK(fs::is_empty(repo.path() / ".git/hooks"));
}

TEST_CASE("hook scripts: short, plain sh, and they name what they are", "[cli][hooks]") {
  for (const auto& file : fs::directory_iterator(source_dir() / "hooks")) {
    std::ifstream in(file.path());
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    CAPTURE(file.path());
    CHECK(text.starts_with("#!/bin/sh\n# keysieve-"));
    CHECK(std::count(text.begin(), text.end(), '\n') < 25);
    CHECK(run({{"sh", "-n", file.path().string()}, {}, {}, {}}).exit == 0);
  }
}

TEST_CASE("hook status: says when the program that a hook runs is gone", "[cli][hooks]") {
  TestRepo repo;
  write_hook(repo, hook,
             "#!/bin/sh\n# keysieve-hook: pre-commit\nkeysieve='/gone/key'\\''sieve'\n");
  const auto ran = keysieve_hook(repo, "status");
  CHECK(ran.exit == 1);
  CHECK(contains(ran.out, "it stops everything: /gone/key'sieve is gone"));
}

TEST_CASE("hook status: says when KEYSIEVE_SKIP=1 is set", "[cli][hooks]") {
  TestRepo repo;
  keysieve_hook(repo, "install");
  const auto ran = run_keysieve({"hook", "status"}, repo.path(), {}, {{"KEYSIEVE_SKIP", "1"}});
  CHECK(contains(ran.out, "KEYSIEVE_SKIP=1 is set"));
}

// A person with a home, and one repository.
struct Person {
  Person() : config((home / "git config").string()) { home.write("git config", ""); }
  Environment environment() const {
    return {{"HOME", home.path().string()}, {"GIT_CONFIG_GLOBAL", config}};
  }
  Ran keysieve(const std::vector<std::string>& arguments) const {
    return run_keysieve(arguments, repo.path(), {}, environment());
  }
  TempDir home;
  std::string config;
  TestRepo repo;
};

TEST_CASE("hook install --global: scans in every repository, and their own hooks still run",
          "[cli][hooks]") {
  Person ada;
  CHECK(ada.keysieve({"hook", "install", "--global"}).exit == 0);
  const std::string folder = (ada.home / ".config/keysieve/hooks").string();
  CHECK(contains(ada.home.read("git config"), "hooksPath = " + folder));
  write_hook(ada.repo, ".git/hooks/post-commit", "#!/bin/sh\necho own post-commit >&2\n");
  write_hook(ada.repo, hook, "#!/bin/sh\necho own pre-commit >&2\nexit \"${OWN_EXIT:-0}\"\n");
  ada.repo.write("a", "1").git({"add", "."});
  const auto commit = [&](Environment more = {}) {
    Environment environment = ada.environment();
    environment.insert(environment.end(), more.begin(), more.end());
    return ada.repo.try_git({"commit", "--quiet", "--message", "one"}, environment);
  };
  CHECK(commit({{"OWN_EXIT", "7"}}).exit == 1);
  const auto passed = commit();
  CHECK(passed.exit == 0);
  CHECK(passed.err == "own pre-commit\nown post-commit\n");
  ada.repo.write("b", "SECRET_KEY = '" + Fake().django_key() + "'\n").git({"add", "."});
  const auto stopped = commit();
  CHECK(stopped.exit == 1);
  CHECK(contains(stopped.err, "commit stopped"));
  CHECK(ada.keysieve({"hook", "status"}).exit == 0);
  CHECK(ada.keysieve({"hook", "install", "--global"}).exit == 0);  // again: nothing changes
  CHECK(ada.keysieve({"hook", "uninstall", "--global"}).exit == 0);
  CHECK_FALSE(contains(ada.home.read("git config"), "hooksPath"));
  CHECK_FALSE(fs::exists(folder));
}

TEST_CASE("hook install --global: the folder that a user has named already is used",
          "[cli][hooks]") {
  Person ada;
  ada.home.write("git config", "[core]\n\thooksPath = ~/my hooks\n");
  CHECK(ada.keysieve({"hook", "install", "--global"}).exit == 0);
  CHECK(fs::exists(ada.home / "my hooks/pre-push"));
  CHECK_FALSE(fs::exists(ada.home / "my hooks/post-commit"));
  CHECK(ada.keysieve({"hook", "uninstall", "--global"}).exit == 0);
  CHECK(fs::is_empty(ada.home / "my hooks"));
  CHECK(contains(ada.home.read("git config"), "my hooks"));
}

TEST_CASE("hook status: a repository with a core.hooksPath of its own overrules the user's",
          "[cli][hooks]") {
  Person ada;
  ada.keysieve({"hook", "install", "--global"});
  ada.repo.git({"config", "core.hooksPath", ".husky"});
  const auto ran = ada.keysieve({"hook", "status"});
  CHECK(ran.exit == 1);
  CHECK(contains(ran.out, "do not run here: core.hooksPath of this\nrepository names another"));
}

}  // namespace
}  // namespace keysieve::test
