#include "git/object_graph.h"

#include <algorithm>
#include <set>

#include "catch.h"
#include "git/reachable.h"
#include "git/tree_reader.h"
#include "made_graph.h"

namespace keysieve {

using test::Entries;
using test::ids_of;
using test::MadeGraph;

TEST_CASE("object graph: finds each of many ids, and no other", "[git]") {
  test::Fake fake;
  std::set<ObjectId> ids;
  while (ids.size() < 5000) ids.insert(*ObjectId::from_hex(fake.hex(40)));
  // Many that share their first two bytes, at both ends and between.
  for (const char* prefix : {"0000", "7fff", "ffff"}) {
    for (int i = 0; i < 50; ++i) ids.insert(*ObjectId::from_hex(prefix + fake.hex(36)));
  }
  ids.insert(*ObjectId::from_hex(std::string(40, '0')));
  ids.insert(*ObjectId::from_hex(std::string(40, 'f')));
  const ObjectGraph graph(std::vector<ObjectId>(ids.begin(), ids.end()));

  Node expected = 0;
  for (const ObjectId& id : ids) REQUIRE(graph.find(id) == expected++);
  for (int i = 0; i < 5000; ++i) {
    ObjectId other = *std::next(ids.begin(), fake.below(5000));
    other.bytes[19] = static_cast<std::uint8_t>(other.bytes[19] ^ 1U);
    if (!ids.contains(other)) REQUIRE(graph.find(other) == no_node);
  }
}

TEST_CASE("object graph: an empty database finds nothing", "[git]") {
  const ObjectGraph graph({});
  CHECK(graph.size() == 0);
  CHECK(graph.find(ObjectId{}) == no_node);
}

TEST_CASE("object graph: edges in order, with hashes of their names", "[git]") {
  MadeGraph made;
  const auto a = made.blob(), b = made.blob(), folder = made.tree({});
  const auto tree = made.tree({{"b", b}, {"a", a}, {"f/", folder}, {"z", a}});
  const auto first = made.commit(tree, {}, 5), second = made.commit(folder, {first}, -6);
  const auto merge = made.commit(tree, {second, first}, 7);
  const ObjectGraph graph = made.build();
  const auto ids = [&](std::span<const Edge> edges) {
    std::vector<Node> nodes;
    for (const Edge& edge : edges) nodes.push_back(edge.node);
    return ids_of(graph, nodes);
  };
  CHECK(ids(graph.added(graph.find(tree))) == std::vector{b, a, folder, a});
  CHECK(ids(graph.parents_of(graph.find(merge))) == std::vector{second, first});
  CHECK(graph.added(graph.find(folder)).empty());
  CHECK(graph.added(graph.find(tree))[2].name == name_hash("f"));
  CHECK(graph.base_of(graph.find(tree)) == no_node);
  CHECK(graph.tree_of(graph.find(second)) == graph.find(folder));
  CHECK(graph.parents_of(graph.find(first)).empty());
  CHECK(graph.parents_of(graph.find(merge)).size() == 2);
  CHECK(graph.commit_time(graph.find(second)) == -6);
  CHECK(graph.missing().empty());
}

TEST_CASE("object graph: submodules are left out", "[git]") {
  MadeGraph made;
  const auto blob = made.blob();
  std::string bytes = test::tree_bytes({{"a", blob}, {"sub", made.new_id()}});
  bytes.replace(bytes.find("100644 sub"), 6, "160000");
  const auto tree = made.tree({});
  ObjectGraph graph = made.build();
  ObjectGraph::Part part;
  test::set_tree(&graph, tree, bytes, &part);
  CHECK(graph.added(graph.find(tree)).size() == 1);
  CHECK(part.missing.empty());
}

TEST_CASE("object graph: of a malformed tree the sound entries are kept", "[git]") {
  MadeGraph made;
  const auto blob = made.blob(), tree = made.tree({});
  ObjectGraph graph = made.build();
  ObjectGraph::Part part;
  test::set_tree(&graph, tree, test::tree_bytes({{"a", blob}}) + "100644 b", &part);
  CHECK(graph.added(graph.find(tree)).size() == 1);
  CHECK(graph.kind(graph.find(tree)) == NodeKind::tree);
}

TEST_CASE("object graph: trees leave out blobs that were read and are not wanted, and no others",
          "[git]") {
  MadeGraph made;
  const auto wanted = made.blob(), other = made.blob(), absent = made.new_id();
  const auto folder = made.tree({{"a", other}}), base = made.tree({}), version = made.tree({});
  ObjectGraph graph = made.build();
  graph.want_only({graph.find(wanted)});
  const auto entry = [](TreeEntry::Kind kind, std::string_view name, const ObjectId& id) {
    return TreeEntry{kind, false, name, id};
  };
  const std::vector<TreeEntry> entries{
      entry(TreeEntry::Kind::blob, "absent", absent), entry(TreeEntry::Kind::tree, "f", folder),
      entry(TreeEntry::Kind::blob, "other", other), entry(TreeEntry::Kind::blob, "w", wanted)};
  ObjectGraph::Part part;
  graph.set_tree(graph.find(base), {no_node, {}, entries, true}, &part);
  graph.set_tree(graph.find(version), {graph.find(base), entries, {entries[2]}, true}, &part);
  const std::vector<Edge> kept{{no_node, name_hash("absent")},
                               {graph.find(folder), name_hash("f")},
                               {graph.find(wanted), name_hash("w")}};
  const auto all = [](std::span<const Edge> edges) {
    return std::vector<Edge>(edges.begin(), edges.end());
  };
  CHECK(all(graph.added(graph.find(base))) == kept);
  CHECK(all(graph.removed(graph.find(version))) == kept);
  CHECK(graph.added(graph.find(version)).empty());
  CHECK(graph.base_of(graph.find(version)) == graph.find(base));
  CHECK(part.missing.size() == 1);
  CHECK(graph.added(graph.find(folder)).size() == 1);  // it was read before
}

TEST_CASE("object graph: what the database lacks is listed with who refers to it", "[git]") {
  MadeGraph made;
  const auto no_blob = made.new_id(), no_tree = made.new_id(), no_parent = made.new_id(),
             no_target = made.new_id();
  const auto tree = made.tree({{"gone", no_blob}});
  const auto commit = made.commit(no_tree, {no_parent});
  const auto tag = made.tag(no_target);
  const ObjectGraph graph = made.build();
  std::set<std::pair<ObjectId, ObjectId>> missing;
  for (const MissingObject& m : graph.missing()) missing.emplace(m.id, graph.id(m.referrer));
  CHECK(missing == std::set<std::pair<ObjectId, ObjectId>>{
                       {no_blob, tree}, {no_tree, commit}, {no_parent, commit}, {no_target, tag}});
  CHECK(graph.tree_of(graph.find(commit)) == no_node);
  CHECK(graph.parents_of(graph.find(commit))[0].node == no_node);
  CHECK(graph.peel(graph.find(tag)) == no_node);
}

TEST_CASE("object graph: peels tags of tags, and gives up on a ring of them", "[git]") {
  MadeGraph made;
  const auto commit = made.commit(made.tree({}), {});
  const auto outer = made.tag(made.tag(made.tag(commit)));
  const auto one = made.new_id(), two = made.new_id();
  made.tag(one, two);
  made.tag(two, one);
  const ObjectGraph graph = made.build();
  CHECK(graph.peel(graph.find(outer)) == graph.find(commit));
  CHECK(graph.peel(graph.find(commit)) == graph.find(commit));
  CHECK(graph.peel(graph.find(one)) == no_node);
  CHECK(graph.peel(no_node) == no_node);
}

TEST_CASE("edge arena: what is stored stays where it is", "[git]") {
  EdgeArena arena;
  std::vector<std::span<const Edge>> stored;
  for (std::uint32_t i = 0; i < 3000; ++i) {
    const std::size_t size = i == 1000 ? 100'000 : i % 100;  // once more than a block holds
    stored.push_back(arena.store(std::vector<Edge>(size, {i, i})));
  }
  const EdgeArena moved = std::move(arena);
  for (std::uint32_t i = 0; i < 3000; ++i) {
    REQUIRE(stored[i].size() == (i == 1000 ? 100'000 : i % 100));
    REQUIRE(std::all_of(stored[i].begin(), stored[i].end(), [&](const Edge& edge) {
      return edge == Edge{i, i};
    }));
  }
}

TEST_CASE("reachable: through commits, trees and tags, and no further", "[git]") {
  MadeGraph made;
  const auto blob = made.blob(), old = made.blob(), loose = made.blob();
  const auto first = made.commit(made.tree({{"a", old}}), {});
  const auto second = made.commit(made.tree({{"a", blob}}), {first});
  const auto dangling = made.commit(made.tree({{"a", loose}}), {second});
  const auto tag = made.tag(second);
  const ObjectGraph graph = made.build();
  const auto from_tag = reachable_from(graph, std::vector<Node>{no_node, graph.find(tag)});
  const auto reached = [&](const ObjectId& id) { return bool{from_tag[graph.find(id)]}; };
  CHECK((reached(tag) && reached(second) && reached(first) && reached(blob) && reached(old)));
  CHECK(!(reached(dangling) || reached(loose)));
  const auto from_nothing = reachable_from(graph, {});
  CHECK(std::count(from_nothing.begin(), from_nothing.end(), true) == 0);
}

}  // namespace keysieve
