#include "git/loose_object.h"

#include "base/file.h"
#include "catch.h"
#include "support/fake.h"
#include "support/test_repo.h"

namespace keysieve {
namespace {

std::filesystem::path file_of(const test::TestRepo& repo, const std::string& id) {
  return repo.path() / ".git/objects" / id.substr(0, 2) / id.substr(2);
}

}  // namespace

TEST_CASE("loose objects: what git wrote is read back, of any size", "[git]") {
  test::TestRepo repo;
  test::Fake fake;
  for (const std::size_t size : {0U, 1U, 50U, 57U, 58U, 64U, 5000U, 300'000U}) {
    CAPTURE(size);
    const std::string bytes = fake.from("ab\n", size);
    const std::string id = repo.git({"hash-object", "-w", "--stdin"}, bytes);
    const auto object = read_loose_object(file_of(repo, id), 1 << 20);
    REQUIRE(object);
    CHECK(object->type == GIT_OBJECT_BLOB);
    CHECK(object->size == size);
    CHECK(object->bytes == bytes);
  }
}

TEST_CASE("loose objects: of one over the limit only type and size are read", "[git]") {
  test::TestRepo repo;
  const std::string id = repo.git({"hash-object", "-w", "--stdin"}, std::string(1000, 'x'));
  const auto object = read_loose_object(file_of(repo, id), 999);
  REQUIRE(object);
  CHECK(object->size == 1000);
  CHECK(object->bytes.empty());
  CHECK(read_loose_object(file_of(repo, id), 1000)->bytes.size() == 1000);
}

TEST_CASE("loose objects: one cut anywhere, or with any byte changed, is an error or unchanged",
          "[git]") {
  test::TestRepo repo;
  const test::TempDir dir;
  const std::string bytes = test::Fake(3).hex(300);
  const std::string id = repo.git({"hash-object", "-w", "--stdin"}, bytes);
  const std::string whole = *read_file(file_of(repo, id));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(read_loose_object(dir.write("cut", whole.substr(0, size)), 1 << 20));
  }
  for (std::size_t at = 0; at < whole.size(); ++at) {
    CAPTURE(at);
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x20);
    const auto object = read_loose_object(dir.write("changed", changed), 1 << 20);
    CHECK((!object || object->bytes == bytes || object->type != GIT_OBJECT_BLOB));
  }
}

TEST_CASE("loose objects: are found in every folder, and packed ones are not", "[git]") {
  test::TestRepo repo;
  const std::string packed = repo.write("a", "a\n").commit("one");
  repo.git({"gc", "--quiet"});
  const std::string loose = repo.write("a", "b\n").commit("two");
  LooseObjects objects({"/nonexistent", repo.path() / ".git/objects"});
  CHECK(objects.find(*ObjectId::from_hex(loose)) == file_of(repo, loose));
  CHECK_FALSE(objects.find(*ObjectId::from_hex(packed)));
}

}  // namespace keysieve
