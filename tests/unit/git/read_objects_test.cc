#include "git/read_objects.h"

#include <algorithm>
#include <mutex>
#include <set>

#include "catch.h"
#include "packed_repo.h"
#include "support/fake.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;
using test::Contents;
using test::pack_files;
using test::read_all;
using test::ReadRepo;
using test::TestRepo;

// All objects of the repository at `path` are read as git reads them, each once.
ReadRepo check_as_git(TestRepo& repo, const fs::path& path) {
  const Contents expected = test::contents_by_git(repo, path);
  ReadRepo last;
  for (const unsigned threads : {1U, 2U, 8U}) {
    last = read_all(path, {threads, 1 << 30});
    CAPTURE(threads, path);
    CHECK(last.contents == expected);
    CHECK(last.visits == expected.size());
    CHECK(last.problems.empty());
    CHECK(last.notices.empty());
  }
  return last;
}

ReadRepo check_as_git(TestRepo& repo) {
  return check_as_git(repo, repo.path());
}

void repack(TestRepo& repo, std::vector<std::string> options = {}) {
  std::vector<std::string> arguments = {"repack", "-a", "-d", "-q"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  repo.git(arguments);
  repo.git({"prune-packed", "-q"});
}

std::string all_ids(TestRepo& repo) {
  return repo.git({"cat-file", "--batch-all-objects", "--batch-check=%(objectname)"}) + "\n";
}

const std::string pack_prefix = ".git/objects/pack/pack";

}  // namespace

TEST_CASE("read objects: a pack of deltas, as git reads it", "[git]") {
  TestRepo repo;
  test::commit_versions(repo, 60);
  repack(repo);
  CHECK(check_as_git(repo).deltas > 100);
}

TEST_CASE("read objects: a chain of many hundred deltas needs no more than two slots", "[git]") {
  TestRepo repo;
  test::Fake fake;
  std::string text = fake.hex(2000), list;
  for (int i = 0; i < 1000; ++i) {
    text[fake.below(2000)] = 'x';
    list += "blob\ndata " + std::to_string(text.size()) + "\n" + text + "\n";
  }
  repo.git({"-c", "fastimport.unpackLimit=0", "fast-import", "--quiet", "--depth=4095"}, list);
  REQUIRE(pack_files(repo.path(), ".pack").size() == 1);
  const ReadRepo read = read_all(repo.path(), {1, 1 << 30});
  CHECK(read.contents == test::contents_by_git(repo, repo.path()));
  CHECK(read.deltas > 700);
  CHECK(read.slots == 2);
}

TEST_CASE("read objects: deltas that name their base, and as deep as git makes them", "[git]") {
  TestRepo repo;
  test::commit_versions(repo, 60);
  repo.git({"pack-objects", "-q", "--depth=4095", "--window=200", "--no-reuse-delta", pack_prefix},
           all_ids(repo));  // without --delta-base-offset
  repo.git({"prune-packed", "-q"});
  CHECK(check_as_git(repo).deltas > 100);
}

TEST_CASE("read objects: many packs, small and large offsets alike", "[git]") {
  TestRepo repo;
  test::commit_versions(repo, 30);
  repack(repo, {"-F"});
  const fs::path pack = pack_files(repo.path(), ".pack").at(0);
  fs::remove(fs::path(pack).replace_extension(".idx"));
  repo.git({"index-pack", "--index-version=2,0x40", pack.string()});  // 8 bytes from offset 64 on
  check_as_git(repo);
  test::commit_versions(repo, 5, 2);
  repo.git({"repack", "-q"});
  test::commit_versions(repo, 5, 3);
  repo.git({"repack", "-q"});
  CHECK(pack_files(repo.path(), ".pack").size() == 3);
  check_as_git(repo);

  repo.git({"config", "pack.packSizeLimit", "1"});  // raised to a MiB
  test::Fake fake(9);
  for (int i = 0; i < 4; ++i)
    repo.write(std::to_string(i), fake.from(test::alnum_alphabet, 900'000));
  repo.commit("large");
  repack(repo);
  CHECK(pack_files(repo.path(), ".pack").size() > 2);
  check_as_git(repo);
}

TEST_CASE("read objects: what is in several packs and loose is visited once", "[git]") {
  TestRepo repo;
  test::commit_versions(repo, 30);
  const std::string ids = all_ids(repo);
  repo.git({"pack-objects", "-q", "--window=0", pack_prefix}, ids);
  repo.git({"pack-objects", "-q", "--window=50", "--no-reuse-delta", pack_prefix}, ids);
  repo.git({"pack-objects", "-q", pack_prefix}, ids.substr(0, ids.size() / 2 / 41 * 41));
  REQUIRE(pack_files(repo.path(), ".pack").size() == 3);
  check_as_git(repo);
}

TEST_CASE("read objects: an object that only another's deltas need is visited where it came first",
          "[git]") {
  TestRepo repo;
  test::commit_versions(repo, 30);
  const std::string ids = all_ids(repo);
  repo.git({"pack-objects", "-q", "--window=50", "--no-reuse-delta", pack_prefix}, ids);
  repo.git({"prune-packed", "-q"});
  // The larger pack has half of the objects again, and is read first.
  test::Fake fake;
  std::string half = ids.substr(0, ids.size() / 2 / 41 * 41);
  std::string names;
  for (int i = 0; i < 200; ++i) {
    const std::string name = "small/" + std::to_string(i);
    repo.write(name, fake.hex(50));
    names += name + "\n";
  }
  half += repo.git({"hash-object", "-w", "--stdin-paths"}, names) + "\n";
  repo.git({"pack-objects", "-q", "--window=0", pack_prefix}, half);
  repo.git({"prune-packed", "-q"});
  check_as_git(repo);
}

TEST_CASE("read objects: kept, cruft and promised packs, and a multi-pack-index", "[git]") {
  TestRepo repo;
  test::commit_versions(repo, 20);
  repo.git({"hash-object", "-w", "--stdin"}, "of no commit");
  repo.git({"update-ref", "refs/heads/main", "main~3"});
  repo.git({"reflog", "expire", "--expire=now", "--all"});
  repo.git({"repack", "-q", "-d", "--cruft", "--cruft-expiration=never"});
  REQUIRE(pack_files(repo.path(), ".mtimes").size() == 1);
  test::commit_versions(repo, 5, 2);
  repo.git({"repack", "-q"});
  for (const fs::path& pack : pack_files(repo.path(), ".pack")) {
    test::overwrite(fs::path(pack).replace_extension(".keep"), "");
    test::overwrite(fs::path(pack).replace_extension(".promisor"), "");
  }
  repo.git({"multi-pack-index", "write"});
  check_as_git(repo);
}

TEST_CASE("read objects: a thin pack completed by fetching, and alternates of alternates",
          "[git]") {
  TestRepo repo;
  test::commit_versions(repo, 20);
  repack(repo);
  const test::TempDir place;
  const std::string one = (place / "one").string(), two = (place / "two").string();
  repo.git({"clone", "--quiet", "--no-local", repo.path().string(), one});
  test::commit_versions(repo, 20, 2);
  repo.git({"-C", one, "-c", "fetch.unpackLimit=1", "fetch", "--quiet"});
  CHECK(pack_files(one, ".pack").size() == 2);
  check_as_git(repo, one);

  repo.git({"clone", "--quiet", "--shared", one, two});
  place.write("two/new", "only here\n");
  repo.git({"-C", two, "add", "new"});
  check_as_git(repo, two);
  place.write("one/.git/objects/info/alternates", two + "/.git/objects\n");  // in a ring
  check_as_git(repo, two);
}

TEST_CASE("read objects: only those of the kinds that are wanted", "[git]") {
  TestRepo repo;
  test::commit_versions(repo, 20);
  repack(repo);
  test::commit_versions(repo, 2, 2);  // loose
  const Contents all = test::contents_by_git(repo, repo.path());
  for (const git_object_t kind :
       {GIT_OBJECT_BLOB, GIT_OBJECT_TREE, GIT_OBJECT_COMMIT, GIT_OBJECT_TAG}) {
    Contents expected = all;
    std::erase_if(expected, [&](const auto& object) {
      return object.second.kind != git_object_type2string(kind);
    });
    CHECK(read_all(repo.path(), {2, 1 << 30, kind_bit(kind)}).contents == expected);
    const ReadRepo others = read_all(repo.path(), {2, 1 << 30, every_kind & ~kind_bit(kind)});
    CHECK(others.contents.size() == all.size() - expected.size());
  }
}

TEST_CASE("read objects: some of them, few or many, each once though asked for twice", "[git]") {
  TestRepo repo;
  test::commit_versions(repo, 60);
  repack(repo);
  const Contents all = test::contents_by_git(repo, repo.path());
  const auto repository = open_repository(repo.path());
  REQUIRE(repository);
  for (const std::size_t step : {1U, 2U, 7U, 200U}) {
    std::vector<ObjectId> ids;
    std::set<std::string> wanted;
    std::size_t i = 0;
    for (const auto& [id, content] : all) {
      if (i++ % step != 0) continue;
      ids.push_back(*ObjectId::from_hex(id));
      wanted.insert(id);
    }
    std::vector<std::string> visited;
    std::mutex adding;
    const auto read = read_objects(*repository, ids, {2, 1 << 30}, [&]() -> ObjectVisitor {
      return [&](const RawObject& object) {
        const std::lock_guard lock(adding);
        visited.push_back(object.id.hex());
        CHECK(all.at(visited.back()).bytes == object.bytes);
      };
    });
    REQUIRE(read);
    std::sort(visited.begin(), visited.end());
    CAPTURE(step);
    CHECK(visited == std::vector<std::string>(wanted.begin(), wanted.end()));
  }
}

TEST_CASE("read objects: one that is not there is a notice", "[git]") {
  TestRepo repo;
  test::commit_versions(repo, 3);
  repack(repo);
  const auto repository = open_repository(repo.path());
  REQUIRE(repository);
  const ObjectId absent = *ObjectId::from_hex(std::string(40, 'a'));
  std::vector<Notice> problems;
  const auto read = read_objects(*repository, {&absent, 1}, {1, 100}, [&]() -> ObjectVisitor {
    return [&](const RawObject& object) {
      REQUIRE(object.problem != nullptr);
      problems.push_back(*object.problem);
    };
  });
  REQUIRE(read);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].object == absent);
}

TEST_CASE("read objects: over the limit is a notice, also below a base over the limit", "[git]") {
  TestRepo repo;
  test::commit_versions(repo, 60);
  repack(repo);
  const Contents all = test::contents_by_git(repo, repo.path());
  std::vector<std::size_t> sizes;
  for (const auto& [id, content] : all) sizes.push_back(content.bytes.size());
  std::sort(sizes.begin(), sizes.end());
  for (const std::size_t limit :
       {sizes[0], sizes[sizes.size() / 3], sizes[sizes.size() - 20], sizes.back() - 1}) {
    for (const unsigned threads : {1U, 4U}) {
      const ReadRepo read = read_all(repo.path(), {threads, limit});
      CAPTURE(limit);
      for (const auto& [id, content] : all) {
        if (content.bytes.size() <= limit) {
          REQUIRE(read.contents.at(id) == content);
        } else {
          REQUIRE(read.problems.at(id) == "too-large");
        }
      }
      CHECK(read.visits == all.size());
    }
  }
}

}  // namespace keysieve
