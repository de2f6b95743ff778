// Objects that are too large to be held: whole ones come in parts, of deltas it is said.
#include "catch.h"
#include "made_pack.h"
#include "packed_repo.h"
#include "support/fake.h"
#include "support/made_delta.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;
using namespace test;

ReadOptions options_of(std::uint64_t by_thread, std::uint64_t beyond, unsigned threads = 2) {
  ReadOptions options{threads, 1 << 30};
  options.limits.held_by_thread = options.limits.largest_held_blob = by_thread;
  options.limits.held_beyond = beyond;
  return options;
}

ObjectId id_of(const std::string& bytes) {
  git_oid id{};
  REQUIRE(git_odb_hash(&id, bytes.data(), bytes.size(), GIT_OBJECT_BLOB) == 0);
  return to_object_id(id);
}

// A blob of 100 kB, versions of it as deltas in a chain, and a small one.
struct Versions {
  std::vector<std::string> texts;
  std::vector<ObjectId> ids;
};

Versions pack_versions(TestRepo& repo, int count) {
  Fake fake(3);
  Versions made{{fake.from(alnum_alphabet, 100'000)}, {}};
  made.ids.push_back(id_of(made.texts[0]));
  std::vector<MadeEntry> entries{whole_blob(made.ids[0], made.texts[0])};
  for (int i = 1; i <= count; ++i) {
    const std::string& base = made.texts.back();
    const std::string next = base.substr(0, 50'000) + "!" + base.substr(50'000);
    const std::vector<Segment> segments{
        {0, 50'000, 0}, {50'000, 1, Segment::inserted}, {50'001, base.size() - 50'000, 50'000}};
    const ObjectId id = id_of(next);
    entries.push_back(delta_on(made.ids.back(), id, delta_bytes(base, next, segments)));
    made.ids.push_back(id);
    made.texts.push_back(next);
  }
  entries.push_back(whole_blob(id_of("small"), "small"));
  write_pack(repo.path() / ".git/objects", "pack-made", entries);
  return made;
}

}  // namespace

TEST_CASE("large objects: blobs come in parts, loose and packed ones, and have the same bytes",
          "[git]") {
  TestRepo repo;
  Fake fake(1);
  for (const std::size_t size : {999U, 1001U, 300'000U, 2'000'000U}) {
    repo.write("file" + std::to_string(size), fake.from(alnum_alphabet, size));
  }
  repo.commit("all");
  for (const bool packed : {false, true}) {
    if (packed) repo.git({"-c", "core.bigFileThreshold=1", "repack", "-a", "-d", "-q", "-F"});
    const ReadRepo read = read_all(repo.path(), options_of(1000, 1'000'000));
    CAPTURE(packed);
    CHECK(read.contents == contents_by_git(repo, repo.path()));
    CHECK(read.in_parts == 3);
    CHECK(read.problems.empty());
  }
}

TEST_CASE("large objects: of a few in a large pack, those too large for libgit2 come in parts, too",
          "[git]") {
  TestRepo repo;
  commit_versions(repo, 80);
  const std::string large = Fake(2).from(alnum_alphabet, 100'000);
  const auto id = *ObjectId::from_hex(repo.git({"hash-object", "-w", "--stdin"}, large));
  repo.write("large", large).commit("large");
  repo.git({"repack", "-a", "-d", "-q"});
  const auto repository = open_repository(repo.path());
  REQUIRE(repository);
  std::string bytes;
  const auto read =
      read_objects(*repository, {&id, 1}, options_of(1000, 1000), [&]() -> ObjectVisitor {
        return [&](const RawObject& object) {
          REQUIRE(object.large != nullptr);
          CHECK(object.large->read([&](std::string_view part) { bytes += part; }));
        };
      });
  CHECK(read);
  CHECK(bytes == large);
}

TEST_CASE("large objects: a delta is applied while base and result can be held", "[git]") {
  TestRepo repo;
  const Versions made = pack_versions(repo, 5);
  for (const unsigned threads : {1U, 4U}) {
    const ReadRepo read = read_all(repo.path(), options_of(10'000, 200'000, threads));
    CHECK(read.problems.empty());
    for (std::size_t i = 0; i < made.ids.size(); ++i) {
      CHECK(read.contents.at(made.ids[i].hex()).bytes == made.texts[i]);
    }
  }
}

TEST_CASE("large objects: deltas that cannot be made are named, and those below them", "[git]") {
  TestRepo repo;
  const Versions made = pack_versions(repo, 5);
  for (const std::uint64_t beyond : {100'000U, 150'000U, 180'000U}) {
    const ReadRepo read = read_all(repo.path(), options_of(10'000, beyond));
    CAPTURE(beyond);
    CHECK(read.contents.size() == 2);
    CHECK(read.contents.at(made.ids[0].hex()).bytes == made.texts[0]);
    CHECK(read.problems.size() == 5);
    for (std::size_t i = 1; i < made.ids.size(); ++i) {
      CHECK(read.problems.at(made.ids[i].hex()) == "too-large");
    }
  }
}

TEST_CASE("large objects: what packs unfold to has a bound, and what is beyond is named", "[git]") {
  TestRepo repo;
  const std::string base(60'000, 'b');
  std::vector<MadeEntry> entries{whole_blob(id_of(base), base)};
  for (int i = 0; i < 200; ++i) {
    const std::string text = base + std::to_string(i);
    entries.push_back(
        delta_on(id_of(base), id_of(text), appending(base.size(), std::to_string(i))));
  }
  write_pack(repo.path() / ".git/objects", "pack-made", entries);
  ReadOptions options{2, 1 << 30};
  CHECK(read_all(repo.path(), options).problems.empty());
  options.limits.unfolded_by_byte = 1;
  options.limits.unfolded_beyond = 6 << 20;
  const ReadRepo read = read_all(repo.path(), options);
  CHECK(read.visits == 201);
  CHECK(read.contents.size() > 50);
  CHECK(read.problems.size() > 50);
  for (const auto& [id, kind] : read.problems) CHECK(kind == "too-large");
}

TEST_CASE("large objects: a loose blob that is damaged says so at its end", "[git]") {
  TestRepo repo;
  const std::string id =
      repo.git({"hash-object", "-w", "--stdin"}, Fake(4).from(alnum_alphabet, 100'000));
  const fs::path file = repo.path() / ".git/objects" / id.substr(0, 2) / id.substr(2);
  const std::string sound = bytes_in(file);
  overwrite(file, sound.substr(0, sound.size() / 2));
  CHECK(read_all(repo.path(), options_of(1000, 1000)).contents.at(id).bytes == "damaged");
  std::string flipped = sound;
  flipped.back() = static_cast<char>(flipped.back() ^ 1);
  overwrite(file, flipped);
  CHECK(read_all(repo.path(), options_of(1000, 1000)).contents.at(id).bytes == "damaged");
  overwrite(file, sound + "more");  // as git, which ignores it
  CHECK(read_all(repo.path(), options_of(1000, 1000)).contents.at(id).bytes.size() == 100'000);
}

}  // namespace keysieve
