// Packs and indexes with anything wrong in them: nothing crashes, and every object that git had is
// read as it was, or noticed.
#include <algorithm>
#include <functional>

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

const ReadOptions two_threads{2, 1 << 20};

// One pack with nearly everything, and what is in it.
struct Packed {
  explicit Packed(int versions = 15) {
    test::commit_versions(repo, versions);
    repo.git({"repack", "-a", "-d", "-q", "-F", "--depth=8"});
    pack = pack_files(repo.path(), ".pack").at(0);
    index = pack_files(repo.path(), ".idx").at(0);
    contents = test::contents_by_git(repo, repo.path());
  }
  TestRepo repo;
  fs::path pack, index;
  Contents contents;
};

bool is_on_a_pack(const Notice& notice) {
  return notice.kind == "corrupt-pack" && !notice.object;
}

// What was read is as it was; what was not is noticed, itself or by its pack.
void check_honest(const ReadRepo& read, const Contents& contents) {
  for (const auto& [id, content] : contents) {
    const auto found = read.contents.find(id);
    if (found != read.contents.end()) {
      REQUIRE(found->second == content);
    } else if (!read.problems.contains(id)) {
      REQUIRE(std::any_of(read.notices.begin(), read.notices.end(), is_on_a_pack));
    }
  }
}

std::string flipped(std::string bytes, test::Fake& fake) {
  char& byte = bytes[fake.below(static_cast<std::uint32_t>(bytes.size()))];
  byte = static_cast<char>(byte ^ (1 << fake.below(8)));
  return bytes;
}

std::string only_notice(const ReadRepo& read) {
  REQUIRE(read.notices.size() == 1);
  CHECK(is_on_a_pack(read.notices[0]));
  return read.notices[0].message;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("damaged pack: any flipped bit is noticed, or does no harm", "[git]") {
  Packed packed;
  test::Fake fake(11);
  const std::string whole = test::bytes_in(packed.pack);
  std::size_t lost = 0, saved = 0;
  int harmless = 0;
  for (int round = 0; round < 200; ++round) {
    test::overwrite(packed.pack, flipped(whole, fake));
    const ReadRepo read = read_all(packed.repo.path(), two_threads);
    CAPTURE(round);
    check_honest(read, packed.contents);
    REQUIRE(read.contents.size() + read.problems.size() == packed.contents.size());
    if (read.problems.empty() && read.notices.empty()) ++harmless;
    lost += read.problems.size();
    saved += read.contents.size();
  }
  CHECK(harmless <= 4);  // of 200: a bit that fills up the last byte of a zlib stream means nothing
  CHECK(saved > 5 * lost);
}

TEST_CASE("damaged pack: any flipped bit in its index is noticed, or does no harm", "[git]") {
  Packed packed;
  test::Fake fake(12);
  const std::string whole = test::bytes_in(packed.index);
  int refused = 0;
  for (int round = 0; round < 200; ++round) {
    test::overwrite(packed.index, flipped(whole, fake));
    const ReadRepo read = read_all(packed.repo.path(), two_threads);
    CAPTURE(round);
    for (const auto& [id, content] : read.contents) {  // an id may be another's now, but not ours
      const auto known = packed.contents.find(id);
      if (known != packed.contents.end()) REQUIRE(known->second == content);
    }
    if (!read.notices.empty()) ++refused;
  }
  CHECK(refused > 20);
}

TEST_CASE("damaged pack: cut short anywhere, the rest is read", "[git]") {
  Packed packed;
  test::Fake fake(13);
  const std::string whole = test::bytes_in(packed.pack);
  std::vector<std::size_t> sizes = {
      0, 1, 12, 31, 32, whole.size() - 21, whole.size() - 20, whole.size() - 1};
  for (int i = 0; i < 30; ++i)
    sizes.push_back(fake.below(static_cast<std::uint32_t>(whole.size())));
  for (const std::size_t size : sizes) {
    test::overwrite(packed.pack, whole.substr(0, size));
    const ReadRepo read = read_all(packed.repo.path(), two_threads);
    CAPTURE(size);
    check_honest(read, packed.contents);
    CHECK(read.contents.size() + read.problems.size() == packed.contents.size());
    CHECK(holds(only_notice(read), packed.pack.string()));
    // Up to 20 bytes less are the pack's checksum, and no object.
    if (size >= whole.size() - 20) CHECK(read.contents == packed.contents);
  }
}

TEST_CASE("damaged pack: an index cut short anywhere costs its pack and nothing else", "[git]") {
  Packed packed;
  const std::string loose = packed.repo.git({"hash-object", "-w", "--stdin"}, "loose");
  test::Fake fake(14);
  const std::string whole = test::bytes_in(packed.index);
  std::vector<std::size_t> sizes = {0, 7, 8, 1031, 1032, 1071, 1072, whole.size() - 1};
  for (int i = 0; i < 30; ++i)
    sizes.push_back(fake.below(static_cast<std::uint32_t>(whole.size())));
  for (const std::size_t size : sizes) {
    test::overwrite(packed.index, whole.substr(0, size));
    const ReadRepo read = read_all(packed.repo.path(), two_threads);
    CAPTURE(size);
    CHECK(holds(only_notice(read), packed.index.string()));
    CHECK(read.contents == Contents{{loose, {"blob", "loose"}}});
  }
}

TEST_CASE("damaged pack: what cannot be read says which file, why, and what to do", "[git]") {
  struct Case {
    const char* what;
    std::function<void(Packed&)> damage;
    std::string why, remedy;
  };
  const std::vector<Case> cases = {
      {"no index", [](Packed& packed) { fs::remove(packed.index); }, "has no index",
       "git index-pack"},
      {"no pack", [](Packed& packed) { fs::remove(packed.pack); }, "a pack that is not there",
       "git fsck"},
      {"version 1",
       [](Packed& packed) {
         fs::remove(packed.index);
         packed.repo.git({"index-pack", "--index-version=1", packed.pack.string()});
       },
       "not of version 2", "git index-pack"},
      {"ids out of order",
       [](Packed& packed) {
         std::string bytes = test::bytes_in(packed.index);
         std::swap_ranges(bytes.begin() + 1032, bytes.begin() + 1052, bytes.begin() + 1052);
         test::overwrite(packed.index, bytes);
       },
       "not in order", "git index-pack"},
      {"counts that decrease",
       [](Packed& packed) {
         std::string bytes = test::bytes_in(packed.index);
         bytes[8 + 4 * 100] = 1;
         test::overwrite(packed.index, bytes);
       },
       "table of counts", "git index-pack"},
      {"no pack's beginning",
       [](Packed& packed) {
         test::overwrite(packed.pack, "JUNK" + test::bytes_in(packed.pack).substr(4));
       },
       "does not begin as a pack does", "git fsck"},
      {"another version",
       [](Packed& packed) {
         std::string bytes = test::bytes_in(packed.pack);
         bytes[7] = 9;
         test::overwrite(packed.pack, bytes);
       },
       "version is 9", "git fsck"},
      {"another count",
       [](Packed& packed) {
         std::string bytes = test::bytes_in(packed.pack);
         ++bytes[11];
         test::overwrite(packed.pack, bytes);
       },
       "its index has", "git fsck"},
      {"another checksum",
       [](Packed& packed) {
         std::string bytes = test::bytes_in(packed.pack);
         ++bytes.back();
         test::overwrite(packed.pack, bytes);
       },
       "checksum", "git fsck"},
  };
  for (const Case& bad : cases) {
    Packed packed(3);
    bad.damage(packed);
    CAPTURE(bad.what);
    const ReadRepo read = read_all(packed.repo.path(), two_threads);
    const std::string message = only_notice(read);
    CHECK(holds(message, packed.pack.parent_path().string()));
    CHECK(holds(message, bad.why));
    CHECK(holds(message, bad.remedy));
  }
}

TEST_CASE("damaged pack: what one pack has damaged, another's copy gives", "[git]") {
  Packed packed;
  std::string ids;
  for (const auto& [id, content] : packed.contents) ids += id + "\n";
  packed.repo.git({"pack-objects", "-q", "--window=0", ".git/objects/pack/pack"}, ids);
  const auto packs = pack_files(packed.repo.path(), ".pack");
  REQUIRE(packs.size() == 2);
  test::Fake fake(15);
  for (const fs::path& pack : packs) {
    const std::string whole = test::bytes_in(pack);
    for (int round = 0; round < 10; ++round) {
      std::string bytes = whole;
      for (int i = 0; i < 20; ++i) bytes = flipped(bytes, fake);
      test::overwrite(pack, bytes);
      for (const unsigned threads : {1U, 8U}) {
        const ReadRepo read = read_all(packed.repo.path(), {threads, 1 << 20});
        CHECK(read.contents == packed.contents);
        CHECK(read.visits == packed.contents.size());
      }
    }
    test::overwrite(pack, whole);
  }
}

TEST_CASE("damaged pack: one that is cut short while it is read is noticed", "[git]") {
  Packed packed(100);
  REQUIRE(fs::file_size(packed.pack) > 100'000);  // several pages
  const auto repository = open_repository(packed.repo.path());
  REQUIRE(repository);
  ReadRepo all;
  const auto read = read_objects(*repository, list_objects(*repository).ids, {1, 1 << 20}, [&] {
    return [&](const RawObject& object) {
      fs::resize_file(packed.pack, 10'000);
      const std::string id = object.id.hex();
      if (object.problem != nullptr) {
        all.problems[id] = object.problem->kind;
      } else {
        all.contents[id] = {git_object_type2string(object.type), std::string(object.bytes)};
      }
    };
  });
  REQUIRE(read);
  all.notices = *read;
  check_honest(all, packed.contents);
  CHECK(all.contents.size() + all.problems.size() == packed.contents.size());
  CHECK(!all.problems.empty());
  CHECK(holds(only_notice(all), "during the scan"));
}

TEST_CASE("damaged pack: notices are the same for any number of threads", "[git]") {
  Packed packed;
  test::Fake fake(16);
  const std::string whole = test::bytes_in(packed.pack);
  for (int round = 0; round < 10; ++round) {
    std::string bytes = whole;
    for (int i = 0; i < 5; ++i) bytes = flipped(bytes, fake);
    test::overwrite(packed.pack, bytes);
    const ReadRepo one = read_all(packed.repo.path(), {1, 1 << 20});
    const ReadRepo many = read_all(packed.repo.path(), {8, 1 << 20});
    CHECK(one.problems == many.problems);
    CHECK(one.contents == many.contents);
    CHECK(!one.problems.empty());
  }
}

}  // namespace keysieve
