#include "git/unread.h"

#include "catch.h"
#include "made_graph.h"

namespace keysieve {
namespace {

using test::MadeGraph;

// Whether a commit of one tree hides something from a commit of another.
bool hidden(const MadeGraph& made, const ObjectId& commit, const ObjectId& other) {
  const ObjectGraph graph = made.build();
  return hides(graph, graph.find(commit), graph.find(other));
}

}  // namespace

TEST_CASE("unread: where all is read, nothing is hidden", "[git]") {
  MadeGraph made;
  const auto file = made.blob();
  const auto one = made.commit(made.tree({{"a", file}, {"d/", made.tree({{"b", file}})}}), {});
  const auto two = made.commit(made.tree({{"c", made.blob()}}), {});
  CHECK(!hidden(made, one, two));
  CHECK(!hidden(made, two, one));
  CHECK(!hidden(made, one, one));
}

TEST_CASE("unread: a missing file hides from those who have another there, or none", "[git]") {
  MadeGraph made;
  const auto file = made.blob(), lost = made.new_id();
  const auto without = made.commit(made.tree({{"a", file}, {"d/", made.tree({{"b", lost}})}}), {});
  const auto with = made.commit(made.tree({{"a", file}, {"d/", made.tree({{"b", file}})}}), {});
  const auto none = made.commit(made.tree({{"a", file}}), {});
  const auto also = made.commit(made.tree({{"d/", made.tree({{"b", made.new_id()}})}}), {});
  CHECK(hidden(made, without, with));
  CHECK(hidden(made, without, none));
  CHECK(!hidden(made, without, also));
  CHECK(!hidden(made, with, without));
}

TEST_CASE("unread: a missing folder, tree or commit hides all of it", "[git]") {
  MadeGraph made;
  const auto full = made.tree({{"d/", made.tree({{"b", made.blob()}})}});
  const auto known = made.commit(full, {}), no_tree = made.commit(made.new_id(), {});
  const auto no_folder = made.commit(made.tree({{"d/", made.new_id()}}), {});
  CHECK(hidden(made, no_folder, known));
  CHECK(hidden(made, no_tree, known));
  CHECK(hidden(made, made.new_id(), known));
  CHECK(!hidden(made, known, no_tree));
  CHECK(!hidden(made, made.new_id(), no_tree));
}

TEST_CASE("unread: folders of folders that repeat are looked at once", "[git]") {
  MadeGraph made;
  auto tree = made.tree({{"a", made.blob()}});
  for (int depth = 0; depth < 60; ++depth) tree = made.tree({{"x/", tree}, {"y/", tree}});
  CHECK(!hidden(made, made.commit(tree, {}), made.commit(made.tree({}), {})));
}

}  // namespace keysieve
