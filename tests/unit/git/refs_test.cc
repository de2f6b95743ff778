#include "git/refs.h"

#include <algorithm>

#include "catch.h"
#include "support/fake.h"
#include "support/test_repo.h"

namespace keysieve {
namespace {

using test::TestRepo;
using Named = std::vector<std::pair<std::string, std::string>>;  // name, target

Refs refs_of(const std::filesystem::path& path) {
  const auto repository = open_repository(path);
  REQUIRE(repository);
  auto refs = read_refs(*repository);
  REQUIRE(refs);
  return *std::move(refs);
}

Named named(const Refs& refs) {
  Named all;
  for (const Ref& ref : refs.refs) all.emplace_back(ref.name, ref.target.hex());
  return all;
}

std::set<ObjectId> boundary_of(const std::filesystem::path& path) {
  const auto repository = open_repository(path);
  REQUIRE(repository);
  return read_shallow_boundary(*repository);
}

}  // namespace

TEST_CASE("refs: before the first commit there is no HEAD and no ref", "[git]") {
  const TestRepo repo;
  const Refs refs = refs_of(repo.path());
  CHECK(!refs.head);
  CHECK(refs.refs.empty());
  CHECK(refs.notices.empty());
}

TEST_CASE("refs: HEAD on a branch, and detached", "[git]") {
  TestRepo repo;
  const auto first = repo.commit("first"), second = repo.commit("second");
  CHECK(refs_of(repo.path()).head->hex() == second);
  repo.git({"checkout", "--quiet", "--detach", first});
  CHECK(refs_of(repo.path()).head->hex() == first);
  CHECK(named(refs_of(repo.path())) == Named{{"refs/heads/main", second}});
}

TEST_CASE("refs: one whose file names nothing is noticed by name, the others are read", "[git]") {
  TestRepo repo;
  const auto first = repo.commit("first");
  for (const auto& text : {"", "0123\n", "not an id\n"}) {
    repo.write(".git/refs/heads/broken", text);
    const Refs refs = refs_of(repo.path());
    CAPTURE(text);
    CHECK(named(refs) == Named{{"refs/heads/main", first}});
    REQUIRE(refs.notices.size() == 1);
    CHECK(refs.notices[0].kind == "unreadable-ref");
    CHECK(refs.notices[0].message.find("refs/heads/broken") != std::string::npos);
  }
}

TEST_CASE("refs: an unborn HEAD beside living branches", "[git]") {
  TestRepo repo;
  const auto first = repo.commit("first");
  repo.git({"switch", "--quiet", "--orphan", "fresh"});
  CHECK(!refs_of(repo.path()).head);
  CHECK(named(refs_of(repo.path())) == Named{{"refs/heads/main", first}});
}

TEST_CASE("refs: tags as stored, to commits, tags, trees and blobs", "[git]") {
  TestRepo repo;
  const auto commit = repo.write("a", "one\n").commit("first");
  repo.git({"tag", "light"});
  repo.git({"tag", "--annotate", "--message", "words", "heavy"});
  repo.git({"tag", "to-blob", "HEAD:a"});
  repo.git({"tag", "to-tree", "HEAD^{tree}"});
  CHECK(named(refs_of(repo.path())) ==
        Named{{"refs/heads/main", commit},
              {"refs/tags/heavy", repo.git({"rev-parse", "heavy"})},
              {"refs/tags/light", commit},
              {"refs/tags/to-blob", repo.git({"rev-parse", "HEAD:a"})},
              {"refs/tags/to-tree", repo.git({"rev-parse", "HEAD^{tree}"})}});
}

TEST_CASE("refs: symbolic ones are resolved, those that name nothing are left out", "[git]") {
  TestRepo repo;
  const auto commit = repo.commit("first");
  repo.git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/heads/main"});
  repo.git({"symbolic-ref", "refs/remotes/gone/HEAD", "refs/remotes/gone/main"});
  CHECK(named(refs_of(repo.path())) ==
        Named{{"refs/heads/main", commit}, {"refs/remotes/origin/HEAD", commit}});
}

TEST_CASE("refs: loose and packed, sorted by name as git sorts", "[git]") {
  TestRepo repo;
  const auto first = repo.commit("first");
  std::string commands;
  test::Fake fake;
  for (int i = 0; i < 200; ++i) {
    commands += "create refs/heads/" + fake.from("abAB-_0", 6) + "x" + std::to_string(i) + " " +
                first + "\n";
  }
  repo.git({"update-ref", "--stdin"}, commands);
  repo.git({"pack-refs", "--all"});
  const auto second = repo.commit("second");  // main is packed and, newer, loose
  repo.git({"update-ref", "refs/heads/a", first});
  repo.git({"update-ref", "refs/notes/commits", second});
  repo.git({"update-ref", "refs/stash", second});
  std::string lines;
  for (const auto& [name, target] : named(refs_of(repo.path())))
    lines += name + " " + target + "\n";
  CHECK(lines == repo.git({"for-each-ref", "--format=%(refname) %(objectname)"}) + "\n");
}

TEST_CASE("refs: a shallow clone ends at its boundary; others have none", "[git]") {
  TestRepo repo;
  repo.commit("one");
  repo.commit("two");
  const auto three = repo.commit("three"), four = repo.commit("four");
  const test::TempDir place;
  const std::string clone = (place / "clone").string();
  repo.git({"clone", "--quiet", "--depth", "2", "file://" + repo.path().string(), clone});
  CHECK(boundary_of(clone) == std::set{*ObjectId::from_hex(three)});
  CHECK(open_repository(clone)->shallow);
  CHECK(refs_of(clone).head->hex() == four);
  CHECK(boundary_of(repo.path()).empty());
  CHECK(!open_repository(repo.path())->shallow);
}

TEST_CASE("refs: a linked worktree has a HEAD of its own and the refs of all", "[git]") {
  TestRepo repo;
  const auto first = repo.commit("first");
  const auto second = repo.commit("second");
  const test::TempDir place;
  const std::string linked = (place / "linked").string();
  repo.git({"worktree", "add", "--quiet", "-b", "other", linked, first});
  CHECK(refs_of(linked).head->hex() == first);
  CHECK(named(refs_of(linked)) == Named{{"refs/heads/main", second}, {"refs/heads/other", first}});
}

}  // namespace keysieve
