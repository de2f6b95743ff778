#include "git/staged.h"

#include <cstdlib>
#include <map>
#include <sstream>

#include "catch.h"
#include "support/test_repo.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;
using test::TestRepo;
using Texts = std::map<std::string, std::string>;  // by path

constexpr std::uint64_t no_limit = 1 << 30;

StagedChange staged(const fs::path& path) {
  ::unsetenv("GIT_INDEX_FILE");
  const auto repository = open_repository(path);
  REQUIRE(repository);
  auto change = find_staged(*repository);
  REQUIRE(change);
  return *std::move(change);
}

StagedChange staged(const TestRepo& repo) {
  return staged(repo.path());
}

Texts texts(const fs::path& path, const std::vector<StagedEntry>& entries) {
  const auto repository = open_repository(path);
  REQUIRE(repository);
  auto database = ObjectDatabase::open(*repository);
  REQUIRE(database);
  Texts all;
  for (const StagedEntry& entry : entries) {
    const StagedBlob blob = read_staged(&*database, entry, no_limit);
    CHECK(!blob.problem);
    all[entry.path] = blob.bytes.view();
  }
  CHECK(all.size() == entries.size());
  return all;
}

// What the next commit adds, and what it takes the place of.
Texts added(const TestRepo& repo) {
  return texts(repo.path(), staged(repo).added);
}
Texts replaced(const TestRepo& repo) {
  return texts(repo.path(), staged(repo).replaced);
}

// The paths of `git diff --cached` with one of the states `filter`, and their bytes in `tree`.
Texts by_git(TestRepo& repo, const std::string& filter, const std::string& tree) {
  std::istringstream paths(repo.git(
      {"diff", "--cached", "--no-renames", "--name-only", "-z", "--diff-filter=" + filter}));
  Texts all;
  for (std::string path; std::getline(paths, path, '\0');) {
    all[path] = repo.try_git({"cat-file", "blob", tree + ":" + path}).out;
  }
  return all;
}

void check_as_git(TestRepo& repo) {
  CHECK(added(repo) == by_git(repo, "AMT", ""));
  CHECK(replaced(repo) == by_git(repo, "DMT", "HEAD"));
  CHECK(staged(repo).notices.empty());
}

}  // namespace

TEST_CASE("staged: nothing", "[git]") {
  TestRepo repo;
  CHECK(staged(repo).added.empty());
  const auto head = repo.write("a", "one\n").commit("first");
  repo.write("a", "two\n").write("untracked", "three\n");
  const StagedChange change = staged(repo);
  CHECK((change.added.empty() && change.replaced.empty() && change.notices.empty()));
  CHECK(change.head->hex() == head);
}

TEST_CASE("staged: before the first commit everything is new", "[git]") {
  TestRepo repo;
  repo.write("a", "one\n").write("dir/b", "two\n").git({"add", "--all"});
  const StagedChange change = staged(repo);
  CHECK(!change.head);
  CHECK(added(repo) == Texts{{"a", "one\n"}, {"dir/b", "two\n"}});
  CHECK(change.replaced.empty());
}

TEST_CASE("staged: added, modified, deleted, renamed, binary, empty", "[git]") {
  TestRepo repo;
  repo.write("modified", "old\n").write("deleted", "gone\n").write("renamed", "same\n");
  repo.write("kept", "kept\n").commit("first");
  repo.write("modified", "new\n").remove("deleted").write("added", std::string("\0\xff", 2));
  repo.write("empty", "").write("dir/with space/\xc3\xa4", "deep\n");
  repo.git({"mv", "renamed", "moved"});
  repo.git({"add", "--all"});
  CHECK(added(repo) == Texts{{"added", std::string("\0\xff", 2)},
                             {"dir/with space/\xc3\xa4", "deep\n"},
                             {"empty", ""},
                             {"modified", "new\n"},
                             {"moved", "same\n"}});
  CHECK(replaced(repo) ==
        Texts{{"deleted", "gone\n"}, {"modified", "old\n"}, {"renamed", "same\n"}});
  check_as_git(repo);
}

TEST_CASE("staged: the index counts, not the work tree, in both directions", "[git]") {
  TestRepo repo;
  repo.write("a", "head\n").write("b", "head\n").commit("first");
  repo.write("a", "staged\n").git({"add", "a"});
  repo.write("a", "work tree\n").write("b", "work tree\n");
  CHECK(added(repo) == Texts{{"a", "staged\n"}});
  repo.remove("a");
  CHECK(added(repo) == Texts{{"a", "staged\n"}});
  check_as_git(repo);
}

TEST_CASE("staged: a file that becomes a link, and the way back", "[git]") {
  TestRepo repo;
  repo.write("file", "bytes\n");
  fs::create_symlink("old target", repo.path() / "link");
  repo.commit("first");
  repo.remove("file").remove("link").write("link", "now bytes\n");
  fs::create_symlink("new target", repo.path() / "file");
  repo.git({"add", "--all"});
  CHECK(added(repo) == Texts{{"file", "new target"}, {"link", "now bytes\n"}});
  check_as_git(repo);
}

TEST_CASE("staged: a file that becomes a folder, and the way back", "[git]") {
  TestRepo repo;
  repo.write("file", "bytes\n").write("folder/inside", "old\n").commit("first");
  repo.remove("file").remove("folder").write("file/inside", "new\n").write("folder", "flat\n");
  repo.git({"add", "--all"});
  CHECK(added(repo) == Texts{{"file/inside", "new\n"}, {"folder", "flat\n"}});
  check_as_git(repo);
}

TEST_CASE("staged: submodules are left out, what takes their place is not", "[git]") {
  TestRepo repo;
  const auto commit = repo.write("a", "one\n").commit("first");
  repo.git({"update-index", "--add", "--cacheinfo", "160000," + commit + ",sub"});
  CHECK(staged(repo).added.empty());
  CHECK(staged(repo).notices.empty());
  repo.git({"commit", "--quiet", "--message", "with a submodule"});
  const auto blob = repo.git({"hash-object", "-w", "--stdin"}, "a file\n");
  repo.git({"update-index", "--cacheinfo", "100644," + blob + ",sub"});
  CHECK(added(repo) == Texts{{"sub", "a file\n"}});
  CHECK(staged(repo).replaced.empty());
}

TEST_CASE("staged: attributes and configuration hide nothing", "[git]") {
  TestRepo repo;
  repo.write(".gitattributes", "*.key -diff -text binary filter=none\n").commit("first");
  repo.git({"config", "diff.ignoreSubmodules", "all"});
  repo.git({"config", "core.autocrlf", "true"});
  repo.git({"config", "core.fileMode", "false"});
  const auto blob = repo.git({"hash-object", "-w", "--stdin", "--no-filters"}, "one\r\ntwo\r\n");
  repo.git({"update-index", "--add", "--cacheinfo", "100644," + blob + ",a.key"});
  CHECK(added(repo) == Texts{{"a.key", "one\r\ntwo\r\n"}});
}

TEST_CASE("staged: of a conflict nothing, of the rest everything", "[git]") {
  TestRepo repo;
  repo.write("both", "base\n").commit("base");
  repo.git({"switch", "--quiet", "--create", "side"});
  repo.write("both", "side\n").write("clean", "from the side\n").commit("side");
  repo.git({"switch", "--quiet", "main"});
  repo.write("both", "main\n").commit("main");
  REQUIRE(repo.try_git({"merge", "side"}).exit == 1);
  CHECK(added(repo) == Texts{{"clean", "from the side\n"}});
  REQUIRE(staged(repo).notices.size() == 1);
  CHECK(staged(repo).notices[0].kind == "unmerged");
  repo.write("both", "resolved\n").git({"add", "both"});
  CHECK(added(repo) == Texts{{"both", "resolved\n"}, {"clean", "from the side\n"}});
}

TEST_CASE("staged: what is only intended to be added is not staged", "[git]") {
  TestRepo repo;
  repo.write("a", "one\n").commit("first");
  repo.write("later", "not yet\n").git({"add", "--intent-to-add", "later"});
  const StagedChange change = staged(repo);
  CHECK(change.added.empty());
  CHECK(change.notices.empty());
}

TEST_CASE("staged: the index that GIT_INDEX_FILE names", "[git]") {
  TestRepo repo;
  repo.write("a", "one\n").write("b", "one\n").commit("first");
  repo.write("a", "in the usual index\n").git({"add", "a"});
  const std::string other = (repo.path() / "other-index").string();
  REQUIRE(repo.try_git({"read-tree", "HEAD"}, {{"GIT_INDEX_FILE", other}}).exit == 0);
  repo.write("b", "in the other index\n");
  REQUIRE(repo.try_git({"add", "b"}, {{"GIT_INDEX_FILE", other}}).exit == 0);
  const auto repository = open_repository(repo.path());
  REQUIRE(repository);

  ::setenv("GIT_INDEX_FILE", other.c_str(), 1);
  auto change = find_staged(*repository);
  REQUIRE(change);
  CHECK(texts(repo.path(), change->added) == Texts{{"b", "in the other index\n"}});
  ::setenv("GIT_INDEX_FILE", "", 1);
  change = find_staged(*repository);
  REQUIRE(change);
  CHECK(texts(repo.path(), change->added) == Texts{{"a", "in the usual index\n"}});
  CHECK(added(repo) == Texts{{"a", "in the usual index\n"}});
}

TEST_CASE("staged: a linked worktree has an index of its own", "[git]") {
  TestRepo repo;
  repo.write("a", "one\n").commit("first");
  const test::TempDir place;
  const std::string linked = (place / "linked").string();
  repo.git({"worktree", "add", "--quiet", linked});
  place.write("linked/a", "linked\n");
  repo.git({"-C", linked, "add", "a"});
  CHECK(texts(linked, staged(linked).added) == Texts{{"a", "linked\n"}});
  CHECK(staged(repo).added.empty());
}

TEST_CASE("staged: a mode alone brings nothing", "[git]") {
  TestRepo repo;
  repo.write("mode", "same\n").commit("first");
  repo.git({"update-index", "--chmod=+x", "mode"});
  CHECK(staged(repo).added.empty());
}

TEST_CASE("staged: too large, missing and damaged contents are problems with a path", "[git]") {
  TestRepo repo;
  repo.write("fits", std::string(100, 'f')).write("large", std::string(101, 'l'));
  repo.git({"add", "--all"});
  repo.git({"update-index", "--add", "--cacheinfo", "100644," + std::string(40, '1') + ",missing"});
  const std::string id = repo.git({"hash-object", "fits"});
  const auto problems = [&] {
    const auto repository = open_repository(repo.path());
    auto database = ObjectDatabase::open(*repository);
    std::map<std::string, Notice> all;
    for (const StagedEntry& entry : staged(repo).added) {
      const StagedBlob blob = read_staged(&*database, entry, 100);
      if (blob.problem) all[entry.path] = *blob.problem;
    }
    return all;
  };
  auto found = problems();
  CHECK(found.size() == 2);
  CHECK(found["large"].kind == "too-large");
  CHECK(found["large"].message.starts_with("large: object "));
  CHECK(found["large"].message.find(" has 101 bytes") != std::string::npos);
  CHECK(found["missing"].kind == "missing-object");
  CHECK(found["missing"].object->hex() == std::string(40, '1'));

  const std::string file = ".git/objects/" + id.substr(0, 2) + "/" + id.substr(2);
  fs::permissions(repo.path() / file, fs::perms::owner_write, fs::perm_options::add);
  repo.write(file, "damaged");
  CHECK(problems()["fits"].kind == "corrupt-object");
}

TEST_CASE("staged: an index that is none is an error", "[git]") {
  TestRepo repo;
  repo.write("a", "one\n").commit("first");
  repo.write(".git/index", "no index at all");
  const auto repository = open_repository(repo.path());
  REQUIRE(repository);
  const auto change = find_staged(*repository);
  REQUIRE(!change);
  CHECK(change.error().message.starts_with("cannot open the index: "));
}

TEST_CASE("staged: every way git writes an index gives what git diff --cached says", "[git]") {
  for (const char* version : {"2", "3", "4"}) {
    for (const bool split : {false, true}) {
      CAPTURE(version, split);
      TestRepo repo;
      repo.git({"config", "index.version", version});
      repo.git({"config", "splitIndex.maxPercentChange", "100"});
      for (int i = 0; i < 63; ++i) {
        repo.write("dir" + std::to_string(i % 7) + "/sub" + std::to_string(i % 3) + "/file" +
                       std::to_string(i),
                   "text " + std::to_string(i) + "\n");
      }
      repo.write("dir1-x", "beside\n").write("dir1.y", "beside\n").commit("first");
      repo.git({"update-index", "--index-version", version});
      if (split) repo.git({"update-index", "--split-index"});
      repo.write("dir1/sub1/file1", "changed\n")
          .write("dir2/new", "new\n")
          .remove("dir3/sub0/file3");
      repo.write("aaa", "first\n").write("zzz", "last\n").remove("dir5");
      repo.git({"add", "--all"});
      if (std::string(version) == "3")
        repo.git({"update-index", "--skip-worktree", "dir6/sub0/file6"});
      check_as_git(repo);
      CHECK(staged(repo).added.size() == 4);
      repo.git({"commit", "--quiet", "--message", "second"});
      check_as_git(repo);
      repo.write("dir4/sub1/file4", "changed again\n").git({"add", "--all"});
      check_as_git(repo);
    }
  }
}

TEST_CASE("staged: a sparse index, with what was staged outside the cone", "[git]") {
  TestRepo repo;
  for (const char* name : {"in/a", "in/deep/b", "out/c", "out/deep/d", "other/e", "top"}) {
    repo.write(name, std::string(name) + "\n");
  }
  repo.commit("first");
  repo.git({"sparse-checkout", "init", "--cone", "--sparse-index"});
  repo.git({"sparse-checkout", "set", "in"});
  REQUIRE(repo.git({"ls-files", "--sparse"}).find("out/\n") != std::string::npos);
  CHECK(staged(repo).added.empty());
  repo.write("in/a", "changed\n").git({"add", "in/a"});
  check_as_git(repo);
  // A soft reset leaves an index whose folders outside are not HEAD's.
  repo.git({"sparse-checkout", "disable"});
  repo.write("out/deep/d", "second\n").remove("out/c").write("out/f", "new\n").commit("second");
  repo.git({"sparse-checkout", "init", "--cone", "--sparse-index"});
  repo.git({"sparse-checkout", "set", "in"});
  repo.git({"reset", "--quiet", "--soft", "HEAD~1"});
  REQUIRE(repo.git({"ls-files", "--sparse"}).find("out/\n") != std::string::npos);
  check_as_git(repo);
  CHECK(staged(repo).added.size() == 3);
}

TEST_CASE("staged: an index cut anywhere is an error or less, never a crash", "[git]") {
  TestRepo repo;
  for (int i = 0; i < 20; ++i) repo.write("d/file" + std::to_string(i), std::to_string(i));
  repo.commit("first");
  repo.write("d/file3", "changed").git({"add", "--all"});
  const std::string whole = repo.read(".git/index");
  const auto repository = open_repository(repo.path());
  REQUIRE(repository);
  for (std::size_t size = 1; size < whole.size(); size += 7) {
    repo.write(".git/index", whole.substr(0, size));
    (void)find_staged(*repository);
    std::string turned = whole;
    turned[size] = static_cast<char>(~turned[size]);
    repo.write(".git/index", turned);
    (void)find_staged(*repository);
  }
  repo.write(".git/index", whole.substr(0, whole.size() / 2));
  CHECK(!find_staged(*repository));
}

}  // namespace keysieve
