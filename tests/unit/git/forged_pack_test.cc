// Packs that are sound by all their checksums and yet wrong, or at least strange.
#include "catch.h"
#include "made_pack.h"
#include "packed_repo.h"

namespace keysieve {
namespace {

using namespace test;

ObjectId id_of(TestRepo& repo, const std::string& bytes) {
  return *ObjectId::from_hex(repo.git({"hash-object", "--stdin"}, bytes));
}

ObjectId some_id(char byte) {
  ObjectId id;
  id.bytes.fill(static_cast<std::uint8_t>(byte));
  return id;
}

// All objects of packs made of `entries`, by two threads.
ReadRepo read_made(TestRepo& repo, const std::vector<MadeEntry>& entries,
                   std::uint64_t limit = 1 << 20) {
  write_pack(repo.path() / ".git/objects", "pack-made", entries);
  return read_all(repo.path(), {2, limit});
}

using Problems = std::map<std::string, std::string>;

}  // namespace

TEST_CASE("forged pack: a delta against an object that is loose, or in another pack", "[git]") {
  TestRepo repo;
  const std::string loose = "a loose base\n", packed = "a base in a pack\n";
  repo.git({"hash-object", "-w", "--stdin"}, loose);
  const ObjectId loose_id = id_of(repo, loose), packed_id = id_of(repo, packed),
                 on_loose = id_of(repo, loose + "1"), on_packed = id_of(repo, packed + "2"),
                 on_delta = id_of(repo, loose + "13");
  write_pack(repo.path() / ".git/objects", "pack-other", {whole_blob(packed_id, packed)});
  const ReadRepo read =
      read_made(repo, {delta_on(loose_id, on_loose, appending(loose.size(), "1")),
                       delta_on(packed_id, on_packed, appending(packed.size(), "2")),
                       delta_on(on_loose, on_delta, appending(loose.size() + 1, "3"))});
  CHECK(read.problems.empty());
  CHECK(read.contents == Contents{{loose_id.hex(), {"blob", loose}},
                                  {packed_id.hex(), {"blob", packed}},
                                  {on_loose.hex(), {"blob", loose + "1"}},
                                  {on_packed.hex(), {"blob", packed + "2"}},
                                  {on_delta.hex(), {"blob", loose + "13"}}});
  CHECK(read.deltas == 1);  // the one whose base was visited by the same walk
}

TEST_CASE("forged pack: deltas in a ring, against themselves and against nothing", "[git]") {
  TestRepo repo;
  const ObjectId a = some_id('a'), b = some_id('b'), c = some_id('c'), d = some_id('d'),
                 none = some_id('n'), sound = id_of(repo, "sound");
  const std::string delta = appending(5, "x");
  const ReadRepo read =
      read_made(repo, {delta_on(b, a, delta), delta_on(a, b, delta), delta_on(c, c, delta),
                       delta_on(none, d, delta), whole_blob(sound, "sound")});
  CHECK(read.contents == Contents{{sound.hex(), {"blob", "sound"}}});
  CHECK(read.problems == Problems{{a.hex(), "corrupt-object"},
                                  {b.hex(), "corrupt-object"},
                                  {c.hex(), "corrupt-object"},
                                  {d.hex(), "corrupt-object"}});
}

TEST_CASE("forged pack: packs whose deltas have their bases in one another", "[git]") {
  TestRepo repo;
  const ObjectId a = some_id('a'), b = some_id('b');
  write_pack(repo.path() / ".git/objects", "pack-other", {delta_on(a, b, appending(5, "x"))});
  const ReadRepo read = read_made(repo, {delta_on(b, a, appending(5, "x"))});
  CHECK(read.problems == Problems{{a.hex(), "corrupt-object"}, {b.hex(), "corrupt-object"}});
}

TEST_CASE("forged pack: sizes that are not those of the content", "[git]") {
  TestRepo repo;
  const ObjectId base = id_of(repo, "base!");
  const auto entry = [](char id, std::uint64_t size) {
    return MadeEntry{some_id(id), entry_header(3, size) + stored("12345")};
  };
  const ReadRepo read = read_made(
      repo, {whole_blob(base, "base!"), entry('a', 4), entry('b', 6), entry('c', 1ULL << 40),
             entry('d', 0), delta_on(base, some_id('e'), appending(6, "x")),
             delta_on(base, some_id('f'), varint(5) + varint(7) + "\x90\x05"),
             delta_on(base, some_id('g'), "")});
  CHECK(read.contents == Contents{{base.hex(), {"blob", "base!"}}});
  CHECK(read.problems.size() == 7);
  for (const auto& [id, kind] : read.problems) CHECK(kind == "corrupt-object");
}

TEST_CASE("forged pack: a delta that says it makes more than the limit is never carried out",
          "[git]") {
  TestRepo repo;
  const ObjectId base = id_of(repo, "base!"), huge = some_id('h'), below = some_id('i');
  const std::string delta = varint(5) + varint(1ULL << 50) + "\x90\x05";
  const ReadRepo read = read_made(repo, {whole_blob(base, "base!"), delta_on(base, huge, delta),
                                         delta_on(huge, below, appending(9, "x"))});
  CHECK(read.contents.size() == 1);
  CHECK(read.problems == Problems{{huge.hex(), "too-large"}, {below.hex(), "too-large"}});
}

}  // namespace keysieve
