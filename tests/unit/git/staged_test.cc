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

StagedChange staged(const fs::path& path, std::uint64_t limit = no_limit) {
  ::unsetenv("GIT_INDEX_FILE");
  const auto repository = open_repository(path);
  REQUIRE(repository);
  auto change = read_staged(*repository, limit);
  REQUIRE(change);
  return *std::move(change);
}

StagedChange staged(const TestRepo& repo) {
  return staged(repo.path());
}

Texts texts(const std::vector<StagedBlob>& blobs) {
  Texts all;
  for (const StagedBlob& blob : blobs) all[blob.path] = blob.bytes;
  CHECK(all.size() == blobs.size());
  return all;
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
  const StagedChange change = staged(repo);
  CHECK(texts(change.added) == by_git(repo, "AMT", ""));
  CHECK(texts(change.replaced) == by_git(repo, "DMT", "HEAD"));
  CHECK(change.notices.empty());
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
  CHECK(texts(change.added) == Texts{{"a", "one\n"}, {"dir/b", "two\n"}});
  CHECK(change.replaced.empty());
}

TEST_CASE("staged: added, modified, deleted, renamed, binary, empty", "[git]") {
  TestRepo repo;
  repo.write("modified", "old\n").write("deleted", "gone\n").write("renamed", "same\n");
  repo.write("kept", "kept\n").write("mode", "same\n").commit("first");
  repo.write("modified", "new\n").remove("deleted").write("added", std::string("\0\xff", 2));
  repo.write("empty", "").write("dir/with space/\xc3\xa4", "deep\n");
  repo.git({"mv", "renamed", "moved"});
  repo.git({"add", "--all"});
  repo.git({"update-index", "--chmod=+x", "mode"});
  const StagedChange change = staged(repo);
  CHECK(texts(change.added) == Texts{{"added", std::string("\0\xff", 2)},
                                     {"dir/with space/\xc3\xa4", "deep\n"},
                                     {"empty", ""},
                                     {"mode", "same\n"},
                                     {"modified", "new\n"},
                                     {"moved", "same\n"}});
  CHECK(texts(change.replaced) == Texts{{"deleted", "gone\n"},
                                        {"mode", "same\n"},
                                        {"modified", "old\n"},
                                        {"renamed", "same\n"}});
  check_as_git(repo);
}

TEST_CASE("staged: the index counts, not the work tree, in both directions", "[git]") {
  TestRepo repo;
  repo.write("a", "head\n").write("b", "head\n").commit("first");
  repo.write("a", "staged\n").git({"add", "a"});
  repo.write("a", "work tree\n").write("b", "work tree\n");
  CHECK(texts(staged(repo).added) == Texts{{"a", "staged\n"}});
  repo.remove("a");
  CHECK(texts(staged(repo).added) == Texts{{"a", "staged\n"}});
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
  CHECK(texts(staged(repo).added) == Texts{{"file", "new target"}, {"link", "now bytes\n"}});
  check_as_git(repo);
}

TEST_CASE("staged: a file that becomes a folder, and the way back", "[git]") {
  TestRepo repo;
  repo.write("file", "bytes\n").write("folder/inside", "old\n").commit("first");
  repo.remove("file").remove("folder").write("file/inside", "new\n").write("folder", "flat\n");
  repo.git({"add", "--all"});
  CHECK(texts(staged(repo).added) == Texts{{"file/inside", "new\n"}, {"folder", "flat\n"}});
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
  CHECK(texts(staged(repo).added) == Texts{{"sub", "a file\n"}});
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
  CHECK(texts(staged(repo).added) == Texts{{"a.key", "one\r\ntwo\r\n"}});
}

TEST_CASE("staged: of a conflict nothing, of the rest everything", "[git]") {
  TestRepo repo;
  repo.write("both", "base\n").commit("base");
  repo.git({"switch", "--quiet", "--create", "side"});
  repo.write("both", "side\n").write("clean", "from the side\n").commit("side");
  repo.git({"switch", "--quiet", "main"});
  repo.write("both", "main\n").commit("main");
  REQUIRE(repo.try_git({"merge", "side"}).exit == 1);
  CHECK(texts(staged(repo).added) == Texts{{"clean", "from the side\n"}});
  repo.write("both", "resolved\n").git({"add", "both"});
  CHECK(texts(staged(repo).added) == Texts{{"both", "resolved\n"}, {"clean", "from the side\n"}});
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
  auto change = read_staged(*repository, no_limit);
  REQUIRE(change);
  CHECK(texts(change->added) == Texts{{"b", "in the other index\n"}});
  ::setenv("GIT_INDEX_FILE", "", 1);
  change = read_staged(*repository, no_limit);
  REQUIRE(change);
  CHECK(texts(change->added) == Texts{{"a", "in the usual index\n"}});
  CHECK(texts(staged(repo).added) == Texts{{"a", "in the usual index\n"}});
}

TEST_CASE("staged: a linked worktree has an index of its own", "[git]") {
  TestRepo repo;
  repo.write("a", "one\n").commit("first");
  const test::TempDir place;
  const std::string linked = (place / "linked").string();
  repo.git({"worktree", "add", "--quiet", linked});
  place.write("linked/a", "linked\n");
  repo.git({"-C", linked, "add", "a"});
  CHECK(texts(staged(linked).added) == Texts{{"a", "linked\n"}});
  CHECK(staged(repo).added.empty());
}

TEST_CASE("staged: too large, missing and damaged contents are notices", "[git]") {
  TestRepo repo;
  repo.write("fits", std::string(100, 'f')).write("large", std::string(101, 'l'));
  repo.git({"add", "--all"});
  repo.git({"update-index", "--add", "--cacheinfo", "100644," + std::string(40, '1') + ",missing"});
  const StagedChange change = staged(repo.path(), 100);
  CHECK(texts(change.added) == Texts{{"fits", std::string(100, 'f')}});
  REQUIRE(change.notices.size() == 2);
  CHECK(change.notices[0].kind == "too-large");
  CHECK(change.notices[0].message.find("large: object ") == 0);
  CHECK(change.notices[0].message.find(" has 101 bytes") != std::string::npos);
  CHECK(change.notices[1].kind == "missing-object");
  CHECK(change.notices[1].object->hex() == std::string(40, '1'));

  const std::string id = repo.git({"hash-object", "fits"});
  const std::string file = ".git/objects/" + id.substr(0, 2) + "/" + id.substr(2);
  fs::permissions(repo.path() / file, fs::perms::owner_write, fs::perm_options::add);
  repo.write(file, "damaged");
  const StagedChange damaged = staged(repo.path(), 100);
  CHECK(damaged.added.empty());
  REQUIRE(damaged.notices.size() == 3);
  CHECK(damaged.notices[0].kind == "corrupt-object");
}

TEST_CASE("staged: an index that is none is an error", "[git]") {
  TestRepo repo;
  repo.write("a", "one\n").commit("first");
  repo.write(".git/index", "no index at all");
  const auto repository = open_repository(repo.path());
  REQUIRE(repository);
  const auto change = read_staged(*repository, no_limit);
  REQUIRE(!change);
  CHECK(change.error().message.starts_with("cannot open the index: "));
}

}  // namespace keysieve
