#include "git/commit_order.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "catch.h"
#include "made_graph.h"

namespace keysieve {
namespace {

using test::ids_of;
using test::MadeGraph;

// A history as numbers: commit i has parents below i.
struct Shape {
  std::vector<std::vector<std::size_t>> parents;
  std::vector<std::int64_t> times;
};

Shape random_shape(std::uint32_t seed, std::size_t count) {
  test::Fake fake(seed);
  Shape shape;
  for (std::uint32_t i = 0; i < count; ++i) {
    std::vector<std::size_t> parents;
    for (std::uint32_t n = i == 0 ? 0 : fake.below(4); n > 0; --n) parents.push_back(fake.below(i));
    shape.parents.push_back(parents);
    shape.times.push_back(i);
  }
  return shape;
}

struct Made {
  ObjectGraph graph;
  std::vector<ObjectId> commits;
};

Made make(const Shape& shape, std::uint32_t seed = 1) {
  MadeGraph made(seed);
  const auto tree = made.tree({});
  std::vector<ObjectId> commits;
  for (std::size_t i = 0; i < shape.parents.size(); ++i) {
    std::vector<ObjectId> parents;
    for (const std::size_t parent : shape.parents[i]) parents.push_back(commits[parent]);
    commits.push_back(made.commit(tree, parents, shape.times[i]));
  }
  return {made.build(), commits};
}

// The order as its sentence says it: each time the oldest, then smallest, whose parents are out.
std::vector<ObjectId> expected_order(const Shape& shape, const std::vector<ObjectId>& ids) {
  std::vector<bool> out(ids.size(), false);
  std::vector<ObjectId> order;
  while (order.size() < ids.size()) {
    std::size_t best = ids.size();
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const bool ready = !out[i] && std::all_of(shape.parents[i].begin(), shape.parents[i].end(),
                                                [&](std::size_t p) { return bool{out[p]}; });
      if (ready && (best == ids.size() || std::tuple(shape.times[i], ids[i]) <
                                              std::tuple(shape.times[best], ids[best]))) {
        best = i;
      }
    }
    out[best] = true;
    order.push_back(ids[best]);
  }
  return order;
}

std::vector<ObjectId> order_of(const Made& made) {
  return ids_of(made.graph, parents_first(made.graph));
}

}  // namespace

TEST_CASE("commit order: parents first, then the older, on random histories", "[git]") {
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    Shape shape = random_shape(seed, 120);
    test::Fake fake(seed);
    for (auto& time : shape.times) time = fake.below(40);  // they lie, and many are equal
    const Made made = make(shape, seed);
    CAPTURE(seed);
    REQUIRE(order_of(made) == expected_order(shape, made.commits));
  }
}

TEST_CASE("commit order: where times differ, ids do not matter", "[git]") {
  const Shape shape = random_shape(7, 200);
  for (std::uint32_t seed = 1; seed <= 5; ++seed) {
    const Made made = make(shape, seed);
    CHECK(order_of(made) == made.commits);  // times ascend as the commits were made
  }
}

TEST_CASE("commit order: equal times go by id, but never before a parent", "[git]") {
  Shape line;
  for (std::size_t i = 0; i < 50; ++i) {
    line.parents.push_back(i == 0 ? std::vector<std::size_t>{} : std::vector{i - 1});
    line.times.push_back(0);
  }
  const Made chain = make(line);
  CHECK(order_of(chain) == chain.commits);

  Shape roots;
  roots.parents.resize(50);
  roots.times.resize(50, 0);
  Made made = make(roots);
  std::sort(made.commits.begin(), made.commits.end());
  CHECK(order_of(made) == made.commits);
}

TEST_CASE("commit order: parents that are missing or named twice hold nothing up", "[git]") {
  MadeGraph made;
  const auto tree = made.tree({});
  const auto first = made.commit(tree, {made.new_id()}, 1);
  const auto second = made.commit(tree, {first, first, made.new_id()}, 0);
  const auto odd = made.commit(tree, {tree}, 2);  // a tree for a parent
  const ObjectGraph graph = made.build();
  CHECK(ids_of(graph, parents_first(graph)) == std::vector{first, second, odd});
}

TEST_CASE("commit order: a repository without commits has none", "[git]") {
  MadeGraph made;
  made.tree({{"a", made.blob()}});
  CHECK(parents_first(made.build()).empty());
  CHECK(parents_first(ObjectGraph({})).empty());
}

}  // namespace keysieve
