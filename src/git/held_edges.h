// The entries of trees that lead to what was found: all that the questions of a scan are about.
//
// Which trees hold something is sought from the found blobs upwards. Where a tree adds an entry
// that holds something to its base's, the trees that have it for a base, and so on, have the entry
// as well, but for those that lack it. So each tree that holds something is visited, and no other.
//
// What entries these are is then told from the bases downwards. They are mostly the base's own, for
// the rest of a folder changes more often than what was found in it: such trees share one list.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "git/object_graph.h"

namespace keysieve {

class HeldEdges {
 public:
  HeldEdges(const ObjectGraph& graph, std::span<const Node> found);
  HeldEdges(const HeldEdges&) = delete;
  HeldEdges& operator=(const HeldEdges&) = delete;

  // The edges of `tree` to a found blob, or to a tree that holds one at any depth; ascending, each
  // once.
  std::span<const Edge> of(Node tree) const { return lists_[numbers_[tree]]; }

 private:
  std::vector<std::uint32_t> numbers_;        // by tree, of its list
  std::vector<std::span<const Edge>> lists_;  // the empty one first
  EdgeArena arena_;
};

}  // namespace keysieve
