#include "git/odb_backend.h"

#include "base/file.h"
#include "catch.h"
#include "git/repository.h"
#include "packed_repo.h"
#include "support/test_repo.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;
using test::TestRepo;

fs::path objects_of(const TestRepo& repo) {
  return repo.path() / ".git/objects";
}

fs::path file_of(const TestRepo& repo, const std::string& id) {
  return objects_of(repo) / id.substr(0, 2) / id.substr(2);
}

int read_code(git_odb* odb, const std::string& id) {
  git_odb_object* raw = nullptr;
  const git_oid oid = to_git_oid(*ObjectId::from_hex(id));
  const int code = git_odb_read(&raw, odb, &oid);
  const OdbObjectHandle object(raw);
  return code;
}

}  // namespace

TEST_CASE("odb backend: libgit2 gets an error for a loose object that was cut anywhere", "[git]") {
  TestRepo repo;
  const std::string id = repo.write("a", "a\n").commit("a commit that is long enough to be cut");
  const std::string whole = *read_file(file_of(repo, id));
  const auto odb = open_odb({objects_of(repo)});
  REQUIRE(odb);
  CHECK(read_code(odb->get(), id) == 0);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    test::overwrite(file_of(repo, id), whole.substr(0, size));
    CAPTURE(size);
    CHECK(read_code(odb->get(), id) < 0);
  }
}

TEST_CASE("odb backend: libgit2 reads what is loose, packed and in alternates", "[git]") {
  TestRepo repo;
  const std::string packed = repo.write("a", "a\n").commit("one");
  repo.git({"gc", "--quiet"});
  const test::TempDir place;
  repo.git({"clone", "--quiet", "--shared", ".", (place / "clone").string()});
  const std::string loose = repo.write("a", "b\n").commit("two");
  const auto odb = open_odb({place / "clone/.git/objects"});
  REQUIRE(odb);
  CHECK(read_code(odb->get(), packed) == 0);
  CHECK(read_code(odb->get(), loose) == 0);
  CHECK(read_code(odb->get(), std::string(40, '1')) == GIT_ENOTFOUND);
}

TEST_CASE("odb backend: the beginning of an id names a loose object, if only one", "[git]") {
  TestRepo repo;
  const std::string id = repo.write("a", "a\n").commit("one");
  const auto repository = open_repository(repo.path());
  REQUIRE(repository);
  git_object* raw = nullptr;
  CHECK(git_revparse_single(&raw, repository->handle.get(), id.substr(0, 8).c_str()) == 0);
  const ObjectHandle object(raw);
  REQUIRE(raw != nullptr);
  CHECK(to_object_id(*git_object_id(raw)).hex() == id);
  repo.write(".git/objects/" + id.substr(0, 2) + "/" + id.substr(2, 10) + std::string(28, '0'), "");
  git_object* other = nullptr;
  CHECK(git_revparse_single(&other, repository->handle.get(), id.substr(0, 8).c_str()) ==
        GIT_EAMBIGUOUS);
}

TEST_CASE("odb backend: libgit2 gets what git wrote or an error, whatever the index says",
          "[git]") {
  TestRepo repo;
  for (const char* text : {"a\n", "b\n", "c\n"}) repo.write("a", text).commit("one");
  repo.git({"repack", "-a", "-d", "-q"});
  const std::string id = repo.head(), content = repo.git({"cat-file", "commit", "HEAD"});
  for (const char* ending : {".idx", ".pack"}) {
    const fs::path file = test::pack_files(repo.path(), ending).at(0);
    const std::string whole = test::bytes_in(file);
    for (std::size_t at = 0; at < whole.size(); ++at) {
      std::string bytes = whole;
      bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
      test::overwrite(file, bytes);
      const auto odb = open_odb({objects_of(repo)});
      REQUIRE(odb);
      git_odb_object* raw = nullptr;
      const git_oid oid = to_git_oid(*ObjectId::from_hex(id));
      const int code = git_odb_read(&raw, odb->get(), &oid);
      const OdbObjectHandle object(raw);
      CAPTURE(ending, at);
      if (code != 0) continue;
      const auto* const data = static_cast<const char*>(git_odb_object_data(raw));
      REQUIRE((std::string(data, git_odb_object_size(raw)) == content + "\n"));
    }
    test::overwrite(file, whole);
  }
}

TEST_CASE("odb backend: no folder is no database", "[git]") {
  CHECK_FALSE(open_odb({"/nonexistent"}));
}

}  // namespace keysieve
