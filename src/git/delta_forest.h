// Which entry of a pack is a delta against which: trees of deltas, each below an object that is
// stored whole.
//
// Reading a tree from its root downwards inflates every entry once and applies every delta once,
// where reading its objects one by one does so again for all that is above each. The forest is
// arrays by rank and is built without recursion: from the headers of all entries, level by level.
// What cannot be reached from a root (its base is missing, its header is damaged, or deltas name
// each other in a ring) is listed as unreached.
//
// plan() then weighs the trees by what is wanted of them, and puts the heaviest child of each entry
// last. A walk that frees an entry before it goes down to its last child never holds more than
// log2(weight of the tree) entries at a time, however long the chains are: each one held has
// another child, at least as heavy as the one below which the walk is.
#pragma once

#include <span>
#include <vector>

#include "base/lists.h"
#include "git/handle.h"
#include "git/pack_offsets.h"

namespace keysieve {

class DeltaForest {
 public:
  // The headers of a large pack's entries are read by several threads.
  DeltaForest(const Pack& pack, const PackOffsets& offsets, unsigned threads);

  // The entries that are no delta, and the deltas against objects that are not in this pack.
  std::span<const Rank> roots() const { return {order_.data(), root_count_}; }
  std::span<const Rank> children(Rank rank) const { return children_.of(rank); }
  const std::vector<Rank>& unreached() const { return unreached_; }

  // What kind of object an entry is; GIT_OBJECT_INVALID where only a base elsewhere could tell.
  git_object_t kind(Rank rank) const { return static_cast<git_object_t>(kinds_[rank]); }

  // Weighs the trees for a walk that reads what is `wanted` (by position in the pack's index) and
  // what that needs.
  void plan(const PackOffsets& offsets, const std::vector<bool>& wanted);

  // The packed bytes that are needed of an entry and of all below it; 0: nothing there is wanted.
  std::uint64_t weight(Rank rank) const { return weights_[rank]; }

 private:
  void read_header(Rank rank, const Pack& pack, const PackOffsets& offsets);
  void order_by_level();

  std::vector<Rank> parents_;  // no_rank: a root; lost: neither a root nor below one
  std::vector<std::int8_t> kinds_;
  Lists<Rank> children_;
  std::vector<Rank> order_;  // what is reached, parents before children; the roots come first
  std::size_t root_count_ = 0;
  std::vector<Rank> unreached_;
  std::vector<std::uint64_t> weights_;
};

}  // namespace keysieve
