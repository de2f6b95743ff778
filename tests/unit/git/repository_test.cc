#include "git/repository.h"

#include <cstdlib>

#include "catch.h"
#include "git/hooks_path.h"
#include "support/test_repo.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;
using test::TestRepo;

Repository opened(const fs::path& path) {
  auto repository = open_repository(path);
  CAPTURE(path);
  REQUIRE(repository);
  return *std::move(repository);
}

// Paths are compared as what they lead to: libgit2 ends folders in a slash.
bool same(const fs::path& a, const fs::path& b) {
  return fs::weakly_canonical(a / "").lexically_normal() ==
         fs::weakly_canonical(b / "").lexically_normal();
}

fs::path hooks_of(const fs::path& path) {
  start_libgit2();
  // What the person who runs the tests has configured is none of their business.
  for (const int level : {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL}) {
    git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "/nonexistent");
  }
  const auto hooks = find_hook_folder(opened(path));
  REQUIRE(hooks);
  return hooks->folder;
}

}  // namespace

TEST_CASE("repository: opened at its top, from a folder in it, and from .git", "[git]") {
  TestRepo repo;
  repo.write("deep/er/file", "one").commit("first");
  for (const char* where : {"", "deep", "deep/er", ".git"}) {
    const Repository repository = opened(repo.path() / where);
    CHECK(same(repository.git_dir, repo.path() / ".git"));
    CHECK(same(repository.common_dir, repo.path() / ".git"));
    CHECK(same(repository.work_dir, repo.path()));
  }
}

TEST_CASE("repository: a bare one has no work tree", "[git]") {
  TestRepo repo;
  repo.git({"init", "--quiet", "--bare", "bare.git"});
  const Repository repository = opened(repo.path() / "bare.git");
  CHECK(repository.work_dir.empty());
  CHECK(same(repository.git_dir, repo.path() / "bare.git"));
}

TEST_CASE("repository: a linked worktree has a git folder of its own", "[git]") {
  TestRepo repo;
  repo.commit("first");
  const test::TempDir place;
  repo.git({"worktree", "add", "--quiet", (place / "linked").string()});
  const Repository repository = opened(place / "linked");
  CHECK(same(repository.work_dir, place / "linked"));
  CHECK(same(repository.common_dir, repo.path() / ".git"));
  CHECK(same(repository.git_dir, repo.path() / ".git/worktrees/linked"));
}

TEST_CASE("repository: what is none is said to be none", "[git]") {
  const test::TempDir place;
  const auto message_for = [](const fs::path& path) {
    const auto repository = open_repository(path);
    REQUIRE(!repository);
    CHECK(repository.error().code == ErrorCode::not_found);
    return repository.error().message;
  };
  CHECK(message_for(place.path()) ==
        place.path().string() +
            " is not in a git repository (keysieve scan --files PATH reads plain files)");
  CHECK(message_for(place / "absent") == "there is no folder " + (place / "absent").string());
}

TEST_CASE("repository: one that cannot be read is not passed over for one around it", "[git]") {
  TestRepo outer;
  outer.commit("first");
  outer.git({"init", "--quiet", "inner"});
  outer.git({"init", "--quiet", "--bare", "bare.git"});
  outer.write("inner/sub/file", "one");
  CHECK(same(opened(outer.path() / "inner/sub").work_dir, outer.path() / "inner"));
  fs::remove(outer.path() / "inner/.git/HEAD");
  fs::remove(outer.path() / "bare.git/HEAD");
  for (const char* path : {"inner", "inner/sub", "inner/.git", "bare.git", "bare.git/refs"}) {
    CAPTURE(path);
    const auto repository = open_repository(outer.path() / path);
    REQUIRE(!repository);
    CHECK(repository.error().message.find("looks like a repository") != std::string::npos);
  }
  outer.write("linked/.git", "gitdir: /nonexistent\n");
  CHECK(!open_repository(outer.path() / "linked"));
  outer.write("objects/refs/heads", "").write("refs/a", "");  // folders as projects have them
  CHECK(open_repository(outer.path() / "refs"));
}

TEST_CASE("repository: SHA-256 format is refused in words that help", "[git]") {
  const test::TempDir place;
  REQUIRE(
      test::run({{"git", "init", "--quiet", "--object-format=sha256", "new"}, place.path(), {}, {}})
          .exit == 0);
  const auto repository = open_repository(place / "new");
  REQUIRE(!repository);
  CHECK(repository.error().code == ErrorCode::unsupported);
  CHECK(repository.error().message == "the repository at " + (place / "new").string() +
                                          " stores objects in SHA-256 format, which keysieve "
                                          "cannot read; scan its files instead: --files PATH");
}

TEST_CASE("repository: extensions that change nothing about objects are no hindrance", "[git]") {
  TestRepo repo;
  repo.git({"config", "core.repositoryFormatVersion", "1"});
  for (const char* extension :
       {"extensions.partialClone", "extensions.worktreeConfig", "extensions.preciousObjects"}) {
    repo.git({"config", extension, "true"});
    CAPTURE(extension);
    CHECK(open_repository(repo.path()));
  }
  repo.git({"config", "extensions.neverHeardOf", "true"});
  CHECK(!open_repository(repo.path()));
}

TEST_CASE("repository: a partial clone is opened", "[git]") {
  TestRepo repo;
  repo.write("a", "one").commit("first");
  repo.git({"config", "uploadpack.allowFilter", "true"});
  const test::TempDir place;
  const std::string clone = (place / "clone").string();
  repo.git({"clone", "--quiet", "--no-checkout", "--filter=blob:none",
            "file://" + repo.path().string(), clone});
  CHECK(same(opened(clone).work_dir, clone));
}

TEST_CASE("hooks folder: beside the objects, for linked worktrees too", "[git]") {
  TestRepo repo;
  repo.commit("first");
  const test::TempDir place;
  repo.git({"worktree", "add", "--quiet", (place / "linked").string()});
  CHECK(same(hooks_of(repo.path()), repo.path() / ".git/hooks"));
  CHECK(same(hooks_of(place / "linked"), repo.path() / ".git/hooks"));
}

TEST_CASE("hooks folder: where core.hooksPath says, as git resolves it", "[git]") {
  TestRepo repo;
  repo.write("sub/file", "one").commit("first");
  const auto configured = [&](const char* path) {
    repo.git({"config", "core.hooksPath", path});
    return hooks_of(repo.path() / "sub");
  };
  CHECK(same(configured("/absolute/hooks"), "/absolute/hooks"));
  CHECK(same(configured(".githooks"), repo.path() / ".githooks"));
  CHECK(same(configured(""), repo.path() / ".git/hooks"));
  ::setenv("HOME", repo.path().c_str(), 1);
  CHECK(same(configured("~/hooks"), repo.path() / "hooks"));
}

TEST_CASE("hooks folder: of a bare repository, core.hooksPath starts there", "[git]") {
  TestRepo repo;
  repo.git({"init", "--quiet", "--bare", "bare.git"});
  CHECK(same(hooks_of(repo.path() / "bare.git"), repo.path() / "bare.git/hooks"));
  repo.git({"-C", "bare.git", "config", "core.hooksPath", "mine"});
  CHECK(same(hooks_of(repo.path() / "bare.git"), repo.path() / "bare.git/mine"));
}

}  // namespace keysieve
