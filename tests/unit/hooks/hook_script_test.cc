#include "hooks/hook_script.h"

#include <filesystem>

#include "catch.h"
#include "support/process.h"
#include "support/temp_dir.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;

void make_program(const fs::path& file) {
  fs::permissions(file, fs::perms::owner_all);
}

// Runs the hook as git does, with nothing in PATH but what a shell needs.
test::Ran run_hook(const fs::path& hook, test::Environment environment = {}) {
  environment.emplace_back("PATH", "/nonexistent");
  return test::run({{hook.string(), "an argument"}, hook.parent_path(), {}, environment});
}

// A folder with a hook for the program `name` in it.
struct HookFolder {
  explicit HookFolder(const std::string& name = "keysieve") : program(folder / name) {
    hook = folder.write("pre-commit", hook_script(HookType::pre_commit, program));
    make_program(hook);
  }
  void add_program(const std::string& script) const {
    folder.write(program.filename().string(), "#!/bin/sh\n" + script + "\n");
    make_program(program);
  }
  void add_before(const std::string& script) const {
    make_program(folder.write("pre-commit.before-keysieve", "#!/bin/sh\n" + script + "\n"));
  }

  test::TempDir folder;
  fs::path program, hook;
};

TEST_CASE("hook script: runs the program it was made for and ends as it does", "[hooks]") {
  const HookFolder there;
  there.add_program("echo \"$*\"; exit 7");
  const auto ran = run_hook(there.hook);
  CHECK(ran.exit == 7);
  CHECK(ran.out == "hook run pre-commit\n");
}

TEST_CASE("hook script: a program's path may hold anything", "[hooks]") {
  const HookFolder there("it's $HOME `here` \"ключ\"\nkeysieve");
  there.add_program("echo ran");
  CHECK(run_hook(there.hook).out == "ran\n");
}

TEST_CASE("hook script: where the program is gone, the one in PATH runs", "[hooks]") {
  const HookFolder there("moved");
  const test::TempDir bin;
  make_program(bin.write("keysieve", "#!/bin/sh\necho \"from PATH: $*\"\n"));
  const auto ran =
      test::run({{there.hook.string()}, there.folder.path(), {}, {{"PATH", bin.path().string()}}});
  CHECK(ran.exit == 0);
  CHECK(ran.out == "from PATH: hook run pre-commit\n");
}

TEST_CASE("hook script: without keysieve the commit is stopped, and the ways on are said",
          "[hooks]") {
  const HookFolder there;
  const auto ran = run_hook(there.hook);
  CHECK(ran.exit == 2);
  CHECK(ran.err.find("keysieve is neither in PATH nor where") != std::string::npos);
  CHECK(ran.err.find("KEYSIEVE_SKIP=1 git commit") != std::string::npos);
  CHECK(ran.err.find("--no-verify") != std::string::npos);
}

TEST_CASE("hook script: KEYSIEVE_SKIP=1 passes and says so; any other value does not", "[hooks]") {
  const HookFolder there;
  const auto skipped = run_hook(there.hook, {{"KEYSIEVE_SKIP", "1"}});
  CHECK(skipped.exit == 0);
  CHECK(skipped.err == "keysieve: KEYSIEVE_SKIP=1 is set: this commit is not scanned.\n");
  CHECK(run_hook(there.hook, {{"KEYSIEVE_SKIP", "0"}}).exit == 2);
}

TEST_CASE("hook script: the hook from before runs first, with its arguments", "[hooks]") {
  const HookFolder there;
  there.add_before("echo \"before: $*\"");
  there.add_program("echo keysieve");
  CHECK(run_hook(there.hook).out == "before: an argument\nkeysieve\n");
}

TEST_CASE("hook script: the failure of the hook from before stands, skipped or not", "[hooks]") {
  const HookFolder there;
  there.add_before("exit 42");
  there.add_program("echo keysieve");
  const auto ran = run_hook(there.hook);
  CHECK(ran.exit == 42);
  CHECK(ran.out.empty());
  CHECK(run_hook(there.hook, {{"KEYSIEVE_SKIP", "1"}}).exit == 42);
}

TEST_CASE("hook script: a hook from before that is not executable is left out, as git does",
          "[hooks]") {
  const HookFolder there;
  there.folder.write("pre-commit.before-keysieve", "#!/bin/sh\nexit 42\n");
  there.add_program("echo keysieve");
  CHECK(run_hook(there.hook).out == "keysieve\n");
}

TEST_CASE("hook script: what git sets reaches keysieve untouched", "[hooks]") {
  const HookFolder there;
  there.add_program("echo \"$GIT_DIR|$GIT_INDEX_FILE|$GIT_WORK_TREE|$GIT_PREFIX\"");
  const auto ran = run_hook(there.hook, {{"GIT_DIR", "some where/.git"},
                                         {"GIT_INDEX_FILE", ".git/next-index-1.lock"},
                                         {"GIT_WORK_TREE", "/ünder"},
                                         {"GIT_PREFIX", "sub/"}});
  CHECK(ran.out == "some where/.git|.git/next-index-1.lock|/ünder|sub/\n");
}

TEST_CASE("hook script: keysieve's own are known by their marker, whatever else they say",
          "[hooks]") {
  CHECK(is_keysieve_hook(hook_script(HookType::pre_commit, "/usr/bin/keysieve")));
  CHECK(is_keysieve_hook("#!/bin/sh\n# keysieve-hook: pre-commit\nan older version\n"));
  CHECK_FALSE(is_keysieve_hook("#!/bin/sh\nkeysieve hook run pre-commit\n"));
  CHECK_FALSE(is_keysieve_hook("#!/bin/sh\necho '# keysieve-hook: no'\n"));
  CHECK_FALSE(is_keysieve_hook(""));
}

}  // namespace
}  // namespace keysieve
