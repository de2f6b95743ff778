#include "git/object_database.h"

#include "catch.h"
#include "support/test_repo.h"

namespace keysieve {
namespace {

using test::TestRepo;

ObjectId blob(TestRepo& repo, const std::string& text) {
  return *ObjectId::from_hex(repo.git({"hash-object", "-w", "--stdin"}, text));
}

// What is read of `id`, or why not.
std::string read(ObjectDatabase* database, const ObjectId& id) {
  const ObjectBytes object = database->read(id, 1 << 20);
  return object.problem ? object.problem->kind : std::string(object.view());
}

ObjectDatabase open_database(const TestRepo& repo) {
  return *ObjectDatabase::open({repo.path() / ".git/objects"});
}

void pack_all(TestRepo& repo) {
  repo.git({"repack", "-a", "-d", "-k", "-q"});
  repo.git({"prune-packed", "-q"});
}

}  // namespace

TEST_CASE("object database: objects are found where git has moved them since", "[git]") {
  TestRepo repo;
  const ObjectId one = blob(repo, "one"), two = blob(repo, "two");
  repo.write("a", "committed\n").commit("c");
  pack_all(repo);
  ObjectDatabase database = open_database(repo);
  const ObjectId loose = blob(repo, "loose");
  CHECK(read(&database, one) == "one");
  CHECK(read(&database, loose) == "loose");
  pack_all(repo);  // the loose one moves as well
  CHECK(read(&database, loose) == "loose");
  CHECK(read(&database, two) == "two");
  CHECK(database.has(two));
}

TEST_CASE("object database: objects that come while it is open are found", "[git]") {
  TestRepo repo;
  repo.write("a", "committed\n").commit("c");
  pack_all(repo);
  ObjectDatabase database = open_database(repo);
  const ObjectId later = *ObjectId::from_hex("51b4008ab64f64fc15b3bdb8a1a81a4c8e2aaf53");
  CHECK(read(&database, later) == "missing-object");
  CHECK_FALSE(database.has(later));
  const ObjectId now = blob(repo, "now");
  CHECK(database.has(now));
  CHECK(read(&database, now) == "now");
  const ObjectId packed = blob(repo, "packed");
  pack_all(repo);
  CHECK(read(&database, packed) == "packed");
}

TEST_CASE("object database: what was read stays when packs come and go", "[git]") {
  TestRepo repo;
  const ObjectId first = blob(repo, "first");
  repo.write("a", "committed\n").commit("c");
  pack_all(repo);
  ObjectDatabase database = open_database(repo);
  const ObjectBytes before = database.read(first, 1 << 20);
  const ObjectId second = blob(repo, "second");
  pack_all(repo);
  CHECK(read(&database, second) == "second");
  CHECK(before.view() == "first");
}

}  // namespace keysieve
