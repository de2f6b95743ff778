#include "git/holdings.h"

#include <algorithm>

#include "catch.h"
#include "made_graph.h"

namespace keysieve {
namespace {

using test::Entries;
using test::MadeGraph;
using Items = std::vector<std::uint32_t>;

struct Held {
  ObjectGraph graph;
  HeldEdges edges;
  Holdings holdings;

  Held(const MadeGraph& made, const std::vector<ObjectId>& found)
      : graph(made.build()),
        edges(graph, test::nodes_of(graph, found)),
        holdings(graph, edges, test::nodes_of(graph, found)) {}
  SetId set(const ObjectId& id) const { return holdings.held_by(graph.find(id)); }
  Items items(const ObjectId& id) const {
    const auto items = holdings.items(set(id));
    return {items.begin(), items.end()};
  }
};

}  // namespace

TEST_CASE("holdings: a tree holds what stands in it at any depth, each once", "[git]") {
  MadeGraph made;
  const auto a = made.blob(), b = made.blob(), c = made.blob(), other = made.blob();
  const auto inner = made.tree({{"b", b}, {"c", c}});
  const auto middle = made.tree({{"f/", inner}, {"o", other}});
  const auto root = made.tree({{"a", a}, {"again", b}, {"m/", middle}});
  const auto clean = made.tree({{"o", other}}), empty = made.tree({});
  const Held held(made, {c, a, b});
  CHECK(held.items(root) == Items{0, 1, 2});
  CHECK(held.items(middle) == Items{0, 2});
  CHECK(held.items(inner) == Items{0, 2});
  CHECK(held.items(a) == Items{1});
  CHECK(held.set(clean) == empty_set);
  CHECK(held.set(empty) == empty_set);
  CHECK(held.set(other) == empty_set);
  CHECK(held.holdings.held_by(no_node) == empty_set);
  CHECK(held.holdings.items(empty_set).empty());
}

TEST_CASE("holdings: nothing found, nothing held", "[git]") {
  MadeGraph made;
  const auto root = made.tree({{"a", made.blob()}});
  const Held held(made, {});
  CHECK(held.set(root) == empty_set);
  CHECK(held.holdings.set_count() == 1);
}

TEST_CASE("holdings: trees that hold the same share one set, however it is made up", "[git]") {
  MadeGraph made;
  const auto a = made.blob(), b = made.blob(), c = made.blob();
  const auto ab = made.tree({{"a", a}, {"b", b}}), bc = made.tree({{"b", b}, {"c", c}});
  const auto left = made.tree({{"ab/", ab}, {"c", c}});
  const auto right = made.tree({{"a", a}, {"bc/", bc}});
  const auto flat = made.tree({{"x", a}, {"y", b}, {"z", c}});
  const auto more = made.tree({{"a", a}, {"ab/", ab}, {"b", b}});
  const Held held(made, {a, b, c});
  CHECK(held.set(left) == held.set(right));
  CHECK(held.set(left) == held.set(flat));
  CHECK(held.set(more) == held.set(ab));
  CHECK(held.set(ab) != held.set(bc));
  CHECK(held.holdings.set_count() == 1 + 3 + 3);  // empty, one a blob, {ab} {bc} {abc}
}

TEST_CASE("holdings: trees that claim to hold each other come to an end", "[git]") {
  MadeGraph made;
  const auto secret = made.blob();
  const auto one = made.new_id(), two = made.new_id(), self = made.new_id();
  made.tree(one, {{"f/", two}, {"s", secret}});
  made.tree(two, {{"f/", one}, {"s", secret}});
  made.tree(self, {{"f/", self}, {"s", secret}});
  const Held held(made, {secret});
  CHECK(held.items(one) == Items{0});
  CHECK(held.items(two) == Items{0});
  CHECK(held.items(self) == Items{0});
}

TEST_CASE("holdings: 20,000 folders in each other", "[git]") {
  MadeGraph made;
  const auto secret = made.blob();
  auto tree = made.tree({{"s", secret}});
  for (int i = 0; i < 20'000; ++i) tree = made.tree({{"f/", tree}});
  const Held held(made, {secret});
  CHECK(held.items(tree) == Items{0});
  CHECK(held.holdings.set_count() == 2);
}

TEST_CASE("holdings: equal to a plain walk of random trees", "[git]") {
  test::Fake fake(5);
  MadeGraph made(5);
  std::vector<ObjectId> found, trees;
  std::vector<Items> expected;
  for (int i = 0; i < 30; ++i) found.push_back(made.blob());
  const auto other = made.blob();
  for (std::uint32_t i = 0; i < 400; ++i) {
    Entries entries{{"other", other}};
    Items held;
    for (std::uint32_t n = fake.below(3); n > 0; --n) {
      held.push_back(fake.below(30));
      entries.emplace_back("b" + std::to_string(n), found[held.back()]);
    }
    for (std::uint32_t n = i == 0 ? 0 : fake.below(3); n > 0; --n) {
      const std::uint32_t tree = i - 1 - fake.below(std::min(i, 8U));
      held.insert(held.end(), expected[tree].begin(), expected[tree].end());
      entries.emplace_back("t" + std::to_string(n) + "/", trees[tree]);
    }
    std::sort(held.begin(), held.end());
    held.erase(std::unique(held.begin(), held.end()), held.end());
    trees.push_back(made.tree(entries));
    expected.push_back(held);
  }
  const Held held(made, found);
  for (std::size_t i = 0; i < trees.size(); ++i) REQUIRE(held.items(trees[i]) == expected[i]);
}

}  // namespace keysieve
