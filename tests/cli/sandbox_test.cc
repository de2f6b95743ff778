// scan --sandbox and hooks: with less power a scan finds the same, wherever what it reads lies.
// What the power is that it gives up, tests/hostile/least_power_test.cc looks at, and that it does,
// tests/care/sandbox.py.
#include <filesystem>
#include <string>

#include "catch.h"
#include "support/archives.h"
#include "support/built.h"
#include "support/encodings.h"
#include "support/fake.h"
#include "support/scan_json.h"
#include "support/test_repo.h"

using namespace keysieve::test;
namespace fs = std::filesystem;

namespace {

std::string setting(const std::string& key) {
  return "SECRET_KEY = '" + key + "'\n";
}

// Whether the report is the same with the sandbox as without, by one thread and by four, and has
// `findings` of them.
void check_same(const fs::path& folder, std::vector<std::string> arguments, std::size_t findings,
                const std::string& input = {}, const Environment& environment = {}) {
  const ScanRun open = scan_json(folder, arguments, input, environment);
  CAPTURE(open.err);
  REQUIRE(open.report.at("findings").size() == findings);
  CHECK(open.exit == (findings > 0 ? 1 : 0));
  arguments.emplace_back("--sandbox");
  for (const char* const threads : {"1", "4"}) {
    auto with_threads = arguments;
    with_threads.insert(with_threads.end(), {"--threads", threads});
    const ScanRun shut = scan_json(folder, with_threads, input, environment);
    CHECK(shut.exit == open.exit);
    CHECK(shut.err == open.err);
    CHECK(shut.report == open.report);
  }
}

// A home whose configuration of git is a link and includes a file that lies elsewhere.
class Home {
 public:
  Home() {
    const std::string included =
        dir_.write("elsewhere/more",
                   "[core]\n\texcludesFile = " + (dir_.path() / "ignored").string() + "\n")
            .string();
    dir_.write("ignored", "*.secret\n");
    dir_.write("dotfiles/gitconfig", "[include]\n\tpath = " + included + "\n\tpath = beside\n");
    dir_.write("dotfiles/beside", "[user]\n\tname = B\n");
    dir_.write("home/beside", "[user]\n\tname = C\n");
    fs::create_symlink("../dotfiles/gitconfig", dir_.path() / "home/.gitconfig");
  }

  Environment environment() const {
    return {{"HOME", (dir_.path() / "home").string()},
            {"GIT_CONFIG_GLOBAL", (dir_.path() / "home/.gitconfig").string()}};
  }

 private:
  TempDir dir_;
};

}  // namespace

TEST_CASE("sandbox: a history is read from packs, loose objects and borrowed ones", "[cli]") {
  TestRepo repo;
  Fake fake;
  repo.write("a.py", setting(fake.django_key())).commit("packed");
  repo.git({"gc", "-q"});
  repo.write("b.py", setting(fake.django_key())).git({"add", "."});
  // The C library loads what it needs for that encoding when the story is told.
  repo.git({"-c", "i18n.commitEncoding=SHIFT_JIS", "commit", "-qm", "\x83\x65\x83\x58\x83\x67"});
  check_same(repo.path(), {}, 2);
  check_same(repo.path(), {"--branch", "main"}, 2);
  check_same(repo.path(), {"--range", "HEAD~1..HEAD"}, 1);

  TempDir dir;
  repo.git({"clone", "-q", "--shared", ".", (dir.path() / "borrows").string()});
  check_same(dir.path() / "borrows", {}, 2);
  repo.git({"worktree", "add", "-q", (dir.path() / "linked").string(), "HEAD~1"});
  check_same(dir.path() / "linked", {}, 2);
}

TEST_CASE("sandbox: what links of a repository lead to is read", "[cli]") {
  TestRepo repo;
  TempDir dir;
  repo.write("a.py", setting(Fake().django_key())).commit("packed");
  repo.git({"gc", "-q"});
  for (const char* const folder : {".git/objects/pack", ".git/refs"}) {
    const fs::path away = dir.path() / fs::path(folder).filename();
    fs::rename(repo.path() / folder, away);
    fs::create_directory_symlink(away, repo.path() / folder);
  }
  check_same(repo.path(), {}, 1);
  const fs::path objects = dir.path() / "objects";
  fs::rename(repo.path() / ".git/objects", objects);
  fs::create_directory_symlink(objects, repo.path() / ".git/objects");
  check_same(repo.path(), {}, 1);
}

TEST_CASE("sandbox: the configuration of git is read, and what it names", "[cli]") {
  const Home home;
  TestRepo repo;
  Fake fake;
  repo.write("a.py", setting(fake.django_key())).commit("one");
  repo.write("b.py", setting(fake.django_key()));
  repo.write("c.secret", setting(fake.django_key()));
  check_same(repo.path(), {}, 1, {}, home.environment());
  check_same(repo.path(), {"--worktree"}, 2, {}, home.environment());
  check_same(repo.path(), {"--worktree", "--ignored"}, 3, {}, home.environment());
  repo.git({"add", "b.py"});
  check_same(repo.path(), {"--staged"}, 1, {}, home.environment());
}

TEST_CASE("sandbox: what is staged is read where git's index is", "[cli]") {
  TestRepo repo;
  TempDir dir;
  repo.write("a.txt", "text\n").commit("one");
  repo.write("b.py", setting(Fake().django_key())).git({"add", "."});
  const std::string index = (dir.path() / "index").string();
  fs::copy(repo.path() / ".git/index", index);
  repo.git({"reset", "-q"});
  check_same(repo.path(), {"--staged"}, 0);
  check_same(repo.path(), {"--staged"}, 1, {}, {{"GIT_INDEX_FILE", index}});
}

TEST_CASE("sandbox: submodules are read wherever they lie", "[cli]") {
  TestRepo outer, inner;
  TempDir dir;
  inner.write("a.py", setting(Fake().django_key())).commit("one");
  outer.git({"clone", "-q", "--shared", "--separate-git-dir", (dir.path() / "away").string(),
             inner.path().string(), "inner"});
  outer.git({"-c", "protocol.file.allow=always", "submodule", "--quiet", "add",
             inner.path().string(), "inner"});
  outer.commit("link");
  check_same(outer.path(), {"--recurse-submodules"}, 1);
}

TEST_CASE("sandbox: files, standard input, archives and old encodings are read", "[cli]") {
  const std::string text = setting(Fake().django_key());
  TempDir dir, stands;
  dir.write("folder/a.py", text);
  dir.write("b.zip", zip({{"inner/a.py", text}}));
  dir.write("c.py", encoded(text, {2, true}, true));
  fs::create_symlink(dir.path() / "folder/a.py", dir.path() / "link.py");
  for (const char* const name : {"folder", "b.zip", "c.py", "link.py"}) {
    CAPTURE(name);
    check_same(stands.path(), {"--archives", "--files", (dir.path() / name).string()}, 1);
  }
  check_same(stands.path(), {"--stdin"}, 1, text);

  stands.write("repo/.git/HEAD", "");  // what is accepted where one stands counts
  const ScanRun found = scan_json(stands.path(), {"--stdin"}, text);
  const std::string fingerprint = found.report.at("findings")[0].at("fingerprint");
  stands.write("repo/.keysieveignore", fingerprint + "  django-secret-key  a.py  # a test\n");
  fs::create_directories(stands.path() / "repo/below");
  const ScanRun accepted = scan_json(stands.path() / "repo/below", {"--stdin", "--sandbox"}, text);
  CHECK(accepted.exit == 0);
  CHECK(accepted.err == found.err);
}

TEST_CASE("sandbox: the report file is written as without", "[cli]") {
  TestRepo repo;
  repo.write("a.py", setting(Fake().django_key())).commit("one");
  TempDir dir;
  const std::string open = (dir.path() / "open.json").string(),
                    shut = (dir.path() / "shut.json").string();
  std::vector<std::string> arguments{"scan", "--format", "json", "--output", open};
  CHECK(run_keysieve(arguments, repo.path()).exit == 1);
  dir.write("shut.json", "an older report");
  arguments.back() = shut;
  arguments.emplace_back("--sandbox");
  const Ran ran = run_keysieve(arguments, repo.path());
  CHECK(ran.exit == 1);
  CHECK(ran.out.empty());
  CHECK(ran.err.empty());
  CHECK(dir.read("shut.json") == dir.read("open.json"));
  CHECK(fs::status(shut).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(std::distance(fs::directory_iterator(dir.path()), {}) == 2);
}

TEST_CASE("sandbox: a scan that could not run leaves an older report alone", "[cli]") {
  TempDir dir;
  dir.write("report", "an older report");
  const std::string report = (dir.path() / "report").string();
  const Ran none = run_keysieve({"scan", "--sandbox", "--output", report}, dir.path());
  CHECK(none.exit == 2);
  CHECK_FALSE(none.err.empty());
  CHECK(dir.read("report") == "an older report");
  const Ran nowhere = run_keysieve({"scan", "--stdin", "--sandbox", "--output", report + "/below"},
                                   dir.path(), "text\n");
  CHECK(nowhere.exit == 2);
  CHECK(nowhere.err.find("below") != std::string::npos);
}

TEST_CASE("sandbox: a scan that is ended leaves an older report alone, and nobody behind",
          "[cli]") {
  TempDir dir;
  dir.write("report", "an older report");
  std::string lines;
  while (lines.size() < (200u << 20)) lines += "all work and no play makes jack a dull boy\n";
  dir.write("long", lines);
  // Either of the two processes, once there is a second one: the first is the keeper.
  for (const char* const ended : {"$first", "$second"}) {
    const std::string script = "'" + program().string() +
                               "' scan --sandbox --files long --output report &\n"
                               "first=$!\n"
                               "until second=$(cat /proc/$first/task/$first/children) &&\n"
                               "  test -n \"$second\"; do sleep 0.05; done\n"
                               "sleep 0.2; kill -TERM " +
                               ended +
                               "; wait $first; echo $?\n"
                               "sleep 0.5\n"
                               "case $(cat /proc/$second/status 2>/dev/null) in\n"
                               "  *State:?[RSDT]*) echo alive;;\n"
                               "esac\n"
                               "true\n";
    const Ran ran = run({{"sh", "-c", script}, dir.path(), {}, {}});
    CAPTURE(ended, ran.err);
    CHECK(ran.out == "143\n");
    CHECK(dir.read("report") == "an older report");
  }
}

TEST_CASE("sandbox: a job's summary is added to", "[cli]") {
  TempDir dir;
  dir.write("summary", "# Before\n");
  const std::string text = setting(Fake().django_key());
  const Environment environment{{"GITHUB_STEP_SUMMARY", (dir.path() / "summary").string()}};
  std::vector<std::string> arguments{"scan", "--stdin", "--format", "github"};
  const Ran open = run_keysieve(arguments, dir.path(), text, environment);
  const std::string added = dir.read("summary");
  dir.write("summary", "# Before\n");
  arguments.emplace_back("--sandbox");
  const Ran shut = run_keysieve(arguments, dir.path(), text, environment);
  CHECK(shut.exit == open.exit);
  CHECK(shut.out == open.out);
  CHECK(shut.err == open.err);
  CHECK(dir.read("summary") == added);
  CHECK(added.size() > 100);
}

TEST_CASE("sandbox: a hook sees what a scan would see", "[cli]") {
  const Home home;
  TestRepo repo;
  TempDir dir;
  repo.write("a.txt", "text\n").commit("one");
  repo.git({"worktree", "add", "-q", (dir.path() / "linked").string()});
  for (const fs::path& top : {repo.path(), dir.path() / "linked"}) {
    const auto hook = [&] {
      return run_keysieve({"hook", "run", "pre-commit"}, top, {}, home.environment());
    };
    CHECK(hook().exit == 0);
    CHECK(hook().err.empty());
    dir.write("b.py", setting(Fake().django_key()));
    fs::copy(dir.path() / "b.py", top / "b.py");
    run({{"git", "add", "b.py"}, top, {}, {}});
    const Ran stopped = hook();
    CHECK(stopped.exit == 1);
    CHECK(stopped.err.find("b.py:1") != std::string::npos);
  }
}
