#include "git/attribution.h"

#include "catch.h"
#include "git/commit_order.h"
#include "made_graph.h"

namespace keysieve {
namespace {

using test::ids_of;
using test::MadeGraph;
using Ids = std::vector<ObjectId>;
using Secrets = std::vector<std::uint32_t>;

struct Stories {
  ObjectGraph graph;
  std::vector<Attribution> stories;

  Ids introduced(std::size_t secret = 0) const { return ids_of(graph, stories[secret].introduced); }
  Ids removed(std::size_t secret = 0) const {
    std::vector<Node> commits;
    for (const RemovedIn& entry : stories[secret].removed) commits.push_back(entry.commit);
    return ids_of(graph, commits);
  }
  Secrets tips(std::size_t secret = 0) const { return stories[secret].tips; }
};

// A small world: one clean file, and files with secret 0, with secret 0 again, with secret 1.
struct World : MadeGraph {
  ObjectId clean = blob(), key = blob(), key_edited = blob(), other_key = blob();
  ObjectId without = tree({{"f", clean}});
  ObjectId with = tree({{"f", clean}, {"k", key}});
  ObjectId with_edited = tree({{"f", clean}, {"k", key_edited}});
  std::int64_t clock = 0;

  ObjectId next(const ObjectId& tree, const Ids& parents) { return commit(tree, parents, ++clock); }

  Stories tell(const Ids& tips = {}) const {
    ObjectGraph graph = build();
    const std::vector<Node> found = test::nodes_of(graph, {key, key_edited, other_key});
    const Holdings holdings(graph, HeldEdges(graph, found), found);
    const std::vector<Secrets> secrets_of{{0}, {0}, {1}};
    auto stories = attribute(graph, parents_first(graph), holdings, secrets_of, 2,
                             test::nodes_of(graph, tips));
    return {std::move(graph), std::move(stories)};
  }
};

}  // namespace

TEST_CASE("attribution: a line of commits", "[git]") {
  World w;
  const auto root = w.next(w.without, {}), add = w.next(w.with, {root}),
             edit = w.next(w.with_edited, {add}), drop = w.next(w.without, {edit}),
             tip = w.next(w.without, {drop});
  const Stories s = w.tell({tip, edit});
  CHECK(s.introduced() == Ids{add});
  CHECK(s.removed() == Ids{drop});
  CHECK(s.graph.id(s.stories[0].removed[0].parent) == edit);
  CHECK(s.tips() == Secrets{1});
  CHECK(s.introduced(1).empty());
}

TEST_CASE("attribution: a root commit introduces, also each of several", "[git]") {
  World w;
  const auto one = w.next(w.with, {}), two = w.next(w.with_edited, {});
  const auto joined = w.next(w.with, {one, two});
  const Stories s = w.tell({joined});
  CHECK(s.introduced() == Ids{one, two});
  CHECK(s.removed().empty());
  CHECK(s.tips() == Secrets{0});
}

TEST_CASE("attribution: removed and brought back is introduced twice", "[git]") {
  World w;
  const auto add = w.next(w.with, {}), drop = w.next(w.without, {add}),
             again = w.next(w.with_edited, {drop}), gone = w.next(w.without, {again});
  const Stories s = w.tell({gone});
  CHECK(s.introduced() == Ids{add, again});
  CHECK(s.removed() == Ids{drop, gone});
  CHECK(s.tips().empty());
}

TEST_CASE("attribution: a merge brings in nothing that a parent has", "[git]") {
  World w;
  const auto root = w.next(w.without, {}), side = w.next(w.with, {root}),
             trunk = w.next(w.without, {root}), merge = w.next(w.with, {trunk, side});
  const Stories s = w.tell({merge, side, trunk});
  CHECK(s.introduced() == Ids{side});
  CHECK(s.removed().empty());
  CHECK(s.tips() == Secrets{0, 1});
}

TEST_CASE("attribution: a merge introduces what no parent has", "[git]") {
  World w;
  const auto root = w.next(w.without, {}), side = w.next(w.without, {root}),
             trunk = w.next(w.without, {root}), evil = w.next(w.with, {trunk, side});
  CHECK(w.tell().introduced() == Ids{evil});
}

TEST_CASE("attribution: a merge removes only what all parents have", "[git]") {
  World w;
  const auto root = w.next(w.with, {}), side = w.next(w.without, {root}),
             trunk = w.next(w.with_edited, {root}), takes_side = w.next(w.without, {trunk, side});
  const auto left = w.next(w.with, {root}), right = w.next(w.with_edited, {root}),
             drops = w.next(w.without, {left, right});
  const Stories s = w.tell();
  CHECK(s.removed() == Ids{side, drops});
  CHECK(s.introduced() == Ids{root});
  CHECK(takes_side != drops);
}

TEST_CASE("attribution: an octopus has many parents", "[git]") {
  World w;
  const auto root = w.next(w.without, {});
  Ids parents;
  for (int i = 0; i < 6; ++i) parents.push_back(w.next(i == 4 ? w.with : w.without, {root}));
  const auto octopus = w.next(w.tree({{"k", w.key}, {"o", w.other_key}}), parents);
  const Stories s = w.tell();
  CHECK(s.introduced(0) == Ids{parents[4]});
  CHECK(s.introduced(1) == Ids{octopus});
}

TEST_CASE("attribution: renames, copies and edits elsewhere are no introductions", "[git]") {
  World w;
  const auto add = w.next(w.with, {});
  const auto renamed = w.next(w.tree({{"f", w.clean}, {"new", w.key}}), {add});
  const auto deep = w.tree({{"g/", w.tree({{"k", w.key}})}, {"k", w.key_edited}});
  const auto copied = w.next(deep, {renamed});
  const auto one_left = w.next(w.with, {copied});
  const Stories s = w.tell({one_left});
  CHECK(s.introduced() == Ids{add});
  CHECK(s.removed().empty());
}

TEST_CASE("attribution: a cherry-pick to a parallel branch introduces there as well", "[git]") {
  World w;
  const auto root = w.next(w.without, {}), original = w.next(w.with, {root}),
             trunk = w.next(w.without, {root}), picked = w.next(w.with, {trunk});
  const Stories s = w.tell({original, trunk});
  CHECK(s.introduced() == Ids{original, picked});
  CHECK(s.tips() == Secrets{0});
}

TEST_CASE("attribution: commits that no tip reaches introduce too", "[git]") {
  World w;
  const auto root = w.next(w.without, {}), dangling = w.next(w.with, {root});
  const Stories s = w.tell({root});
  CHECK(s.introduced() == Ids{dangling});
  CHECK(s.tips().empty());
}

TEST_CASE("attribution: one file may hold several secrets, one secret many files", "[git]") {
  World w;
  const auto both = w.next(w.tree({{"a", w.key}, {"b", w.other_key}}), {});
  const auto one = w.next(w.tree({{"b", w.other_key}}), {both});
  const auto none = w.next(w.tree({}), {one});
  const Stories s = w.tell({none});
  CHECK(s.introduced(0) == Ids{both});
  CHECK(s.introduced(1) == Ids{both});
  CHECK(s.removed(0) == Ids{one});
  CHECK(s.removed(1) == Ids{none});
}

TEST_CASE("attribution: tips may be tags, trees, blobs, or missing", "[git]") {
  World w;
  const auto commit = w.next(w.with, {});
  const auto tag = w.tag(w.tag(commit)), tree_tag = w.tag(w.with_edited);
  const Stories s = w.tell({w.new_id(), tag, w.with, w.key, tree_tag, w.without, w.clean});
  CHECK(s.tips() == Secrets{1, 2, 3, 4});
}

TEST_CASE("attribution: missing parents and trees hold nothing", "[git]") {
  World w;
  const auto no_parent = w.next(w.with, {w.new_id()});
  const auto no_tree = w.next(w.new_id(), {no_parent});
  const auto after = w.next(w.with, {no_tree});
  const Stories s = w.tell({after});
  CHECK(s.introduced() == Ids{no_parent, after});
}

TEST_CASE("attribution: what cannot be read is not said to remove", "[git]") {
  World w;
  const auto add = w.next(w.with, {});
  w.next(w.new_id(), {add});
  w.next(w.tree({{"f", w.clean}, {"k", w.new_id()}}), {add});
  w.next(w.tree({{"f", w.clean}, {"moved/", w.new_id()}}), {add});
  CHECK(w.tell().removed().empty());
  const auto large = w.new_id();  // and never read, before and after
  const auto beside = w.next(w.tree({{"k", w.key}, {"large", large}}), {});
  const auto gone = w.next(w.tree({{"large", large}}), {beside});
  CHECK(w.tell().removed() == Ids{gone});
}

}  // namespace keysieve
