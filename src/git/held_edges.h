// The entries of trees that lead to what was found: all that the questions of a scan are about.
//
// They are sought from the found blobs upwards. Where a tree adds such an entry to its base's, the
// trees that have it for a base, and so on, have the entry as well, but for those that lack it. So
// each tree that has the entry is visited, and no other.
#pragma once

#include <span>

#include "base/lists.h"
#include "git/object_graph.h"

namespace keysieve {

class HeldEdges {
 public:
  HeldEdges(const ObjectGraph& graph, std::span<const Node> found);

  // The edges of `tree` to a found blob, or to a tree that holds one at any depth; ascending.
  std::span<const Edge> of(Node tree) const { return edges_.of(tree); }

 private:
  Lists<Edge> edges_;  // by tree
};

}  // namespace keysieve
