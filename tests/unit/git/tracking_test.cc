#include "keysieve/tracking.h"

#include <filesystem>

#include "catch.h"
#include "support/temp_dir.h"
#include "support/test_repo.h"

using namespace keysieve;
using keysieve::test::TempDir;
using keysieve::test::TestRepo;

namespace fs = std::filesystem;

namespace {

Tracking tracking(const fs::path& file) {
  const auto found = file_tracking(file);
  REQUIRE(found);
  return found->tracking;
}

bool git_ignores(TestRepo& repo, const std::string& path) {
  return repo.try_git({"check-ignore", "-q", path}).exit == 0;
}

}  // namespace

TEST_CASE("tracking: outside of a repository, and in .git, git takes nothing", "[git]") {
  const TempDir dir;
  CHECK(tracking(dir / ".env") == Tracking::outside);
  TestRepo repo;
  CHECK(tracking(repo.path() / ".git/key") == Tracking::outside);
}

TEST_CASE("tracking: a file is tracked, ignored, or neither; it need not be there", "[git]") {
  TestRepo repo;
  repo.write(".gitignore", "*.key\n!live.key\n").write("a.env", "A=1\n").write("b.key", "x");
  repo.commit("Begin");
  CHECK(tracking(repo.path() / "a.env") == Tracking::tracked);
  CHECK(tracking(repo.path() / "b.key") == Tracking::ignored);
  CHECK(tracking(repo.path() / "none.key") == Tracking::ignored);
  CHECK(tracking(repo.path() / "live.key") == Tracking::untracked);
  CHECK(tracking(repo.path() / ".env") == Tracking::untracked);
  repo.git({"add", "-f", "b.key"});  // staged is tracked, whatever is ignored
  CHECK(tracking(repo.path() / "b.key") == Tracking::tracked);
}

TEST_CASE("tracking: a link stands for the file it leads to", "[git]") {
  TestRepo repo;
  repo.write("shared.env", "A=1\n");
  repo.commit("Begin");
  fs::create_symlink("shared.env", repo.path() / ".env");
  const auto found = file_tracking(repo.path() / ".env");
  REQUIRE(found);
  CHECK(found->path == "shared.env");
  CHECK(found->tracking == Tracking::tracked);
}

TEST_CASE("tracking: ignoring adds one line that means this file alone, as git sees it", "[git]") {
  for (const std::string name :
       {".env", "a b.env", "x ", "#x", "!x", "[a]*.env", "back\\slash", "deep/er/.env"}) {
    TestRepo repo;
    repo.write(".gitignore", "*.pyc");
    fs::create_directories((repo.path() / name).parent_path());
    const auto found = file_tracking(repo.path() / name);
    REQUIRE(found);
    CHECK_FALSE(git_ignores(repo, name));
    const auto list = ignore_file(*found);
    REQUIRE(list);
    CAPTURE(name, repo.read(".gitignore"));
    CHECK(repo.read(".gitignore").starts_with("*.pyc\n/"));
    CHECK(git_ignores(repo, name));
    CHECK_FALSE(git_ignores(repo, "sub/" + name));
    CHECK_FALSE(git_ignores(repo, "other.env"));
    CHECK(tracking(repo.path() / name) == Tracking::ignored);
    CHECK(ignore_file(*file_tracking(repo.path() / name))->empty());
  }
}

TEST_CASE("tracking: .gitignore keeps its line ends, and may be new", "[git]") {
  TestRepo repo;
  REQUIRE(ignore_file(*file_tracking(repo.path() / ".env")));
  CHECK(repo.read(".gitignore") == "/.env\n");
  repo.write(".gitignore", "a\r\nb");
  REQUIRE(ignore_file(*file_tracking(repo.path() / ".env")));
  CHECK(repo.read(".gitignore") == "a\r\nb\r\n/.env\r\n");
}

TEST_CASE("tracking: a folder that is not there is said", "[git]") {
  const TempDir dir;
  const auto found = file_tracking(dir / "none/.env");
  REQUIRE_FALSE(found);
  CHECK(found.error().code == ErrorCode::not_found);
}
