#include "git/tree_reader.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "catch.h"
#include "made_graph.h"
#include "support/made_delta.h"

namespace keysieve {
namespace {

using Entry = std::tuple<std::string, ObjectId>;

std::vector<Entry> entries_of(std::string_view bytes) {
  std::vector<Entry> entries;
  while (const auto entry = take_tree_entry(&bytes)) entries.emplace_back(entry->name, entry->id);
  return entries;
}

std::vector<Entry> entries_of(const std::vector<TreeEntry>& list) {
  std::vector<Entry> entries;
  for (const TreeEntry& entry : list) entries.emplace_back(entry.name, entry.id);
  return entries;
}

// The entries of the base, without those removed, and those added.
std::vector<Entry> put_together(std::vector<Entry> base, const TreeDifference& difference) {
  for (const Entry& entry : entries_of(difference.removed)) {
    const auto at = std::find(base.begin(), base.end(), entry);
    REQUIRE(at != base.end());
    base.erase(at);
  }
  for (const Entry& entry : entries_of(difference.added)) base.push_back(entry);
  std::sort(base.begin(), base.end());
  return base;
}

test::Entries changed(test::Entries entries, test::Fake* fake, test::MadeGraph* made) {
  for (std::uint32_t n = 1 + fake->below(4); n > 0; --n) {
    const std::size_t at = fake->below(static_cast<std::uint32_t>(entries.size() + 1));
    const auto place = entries.begin() + static_cast<std::ptrdiff_t>(at);
    if (fake->below(3) == 0 && place != entries.end()) {
      entries.erase(place);
    } else if (fake->below(2) == 0 && place != entries.end()) {
      place->second = made->new_id();
    } else {
      entries.insert(place, {"file" + std::to_string(fake->below(1000)), made->new_id()});
    }
  }
  return entries;
}

RawObject raw(std::string_view bytes, std::uint32_t slot, const DeltaView* delta) {
  return {ObjectId{}, GIT_OBJECT_TREE, bytes, nullptr, slot, delta};
}

}  // namespace

TEST_CASE("tree reader: a delta tells what its base lacks and has, wherever its copies begin",
          "[git]") {
  const auto least = static_cast<std::size_t>(GENERATE(4, 16, 40));
  test::Fake fake(static_cast<std::uint32_t>(least));
  test::MadeGraph made;
  TreeReader reader;
  test::Entries entries;
  for (int i = 0; i < 40; ++i) entries.emplace_back("name" + std::to_string(i), made.new_id());
  std::string base = test::tree_bytes(entries);
  reader.read(0, raw(base, 0, nullptr));
  std::size_t looked_at = 0;
  for (std::uint32_t version = 1; version < 200; ++version) {
    entries = changed(std::move(entries), &fake, &made);
    const std::string target = test::tree_bytes(entries);
    const auto segments = test::made_segments(base, target, least);
    const DeltaView delta{(version - 1) % 3, base, segments};
    const TreeDifference& difference = reader.read(version, raw(target, version % 3, &delta));
    REQUIRE(difference.sound);
    REQUIRE(difference.base == version - 1);
    auto expected = entries_of(target);
    std::sort(expected.begin(), expected.end());
    REQUIRE(put_together(entries_of(base), difference) == expected);
    looked_at += difference.added.size();
    base = target;
  }
  CHECK(looked_at < 199 * 10);  // of 40 or more entries
}

TEST_CASE("tree reader: what has no delta is all new", "[git]") {
  test::MadeGraph made;
  TreeReader reader;
  const std::string bytes = test::tree_bytes({{"a", made.new_id()}, {"f/", made.new_id()}});
  const TreeDifference& difference = reader.read(7, raw(bytes, 0, nullptr));
  CHECK(difference.base == no_node);
  CHECK(entries_of(difference.added) == entries_of(bytes));
  CHECK(difference.removed.empty());
  CHECK(reader.read(8, raw("", 1, nullptr)).added.empty());
}

TEST_CASE("tree reader: from and to the empty tree", "[git]") {
  test::MadeGraph made;
  const std::string bytes = test::tree_bytes({{"a", made.new_id()}, {"b", made.new_id()}});
  const std::vector<Segment> all{{0, bytes.size(), Segment::inserted}};
  TreeReader reader;
  reader.read(0, raw("", 0, nullptr));
  const DeltaView grown{0, "", all};
  CHECK(reader.read(1, raw(bytes, 1, &grown)).added.size() == 2);
  const DeltaView shrunk{1, bytes, {}};
  CHECK(entries_of(reader.read(2, raw("", 2, &shrunk)).removed) == entries_of(bytes));
}

TEST_CASE("tree reader: a malformed tree is said to be so, and is no base", "[git]") {
  test::MadeGraph made;
  const std::string sound = test::tree_bytes({{"a", made.new_id()}});
  const std::string broken = sound + "100644 b";
  TreeReader reader;
  const TreeDifference& first = reader.read(0, raw(broken, 0, nullptr));
  CHECK_FALSE(first.sound);
  CHECK(first.added.size() == 1);
  const std::vector<Segment> copy{{0, sound.size(), 0}};
  const DeltaView delta{0, broken, copy};
  const TreeDifference& second = reader.read(1, raw(sound, 1, &delta));
  CHECK(second.sound);
  CHECK(second.base == no_node);
  CHECK(entries_of(second.added) == entries_of(sound));
}

TEST_CASE("tree reader: submodules are left out on both sides", "[git]") {
  test::MadeGraph made;
  std::string base = test::tree_bytes({{"a", made.new_id()}, {"sub", made.new_id()}});
  base.replace(base.find("100644 sub"), 6, "160000");
  const std::string target = base.substr(0, base.find("160000 sub"));
  TreeReader reader;
  CHECK(reader.read(0, raw(base, 0, nullptr)).added.size() == 1);
  const std::vector<Segment> copy{{0, target.size(), 0}};
  const DeltaView delta{0, base, copy};
  const TreeDifference& difference = reader.read(1, raw(target, 1, &delta));
  CHECK(difference.added.empty());
  CHECK(difference.removed.empty());
}

}  // namespace keysieve
