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

  // The entries that are no delta, and the deltas against objects that are not in this pack;
  // ascending.
  const std::vector<Rank>& roots() const { return roots_; }
  std::span<const Rank> children(Rank rank) const { return children_.of(rank); }
  const std::vector<Rank>& unreached() const { return unreached_; }

  // What kind of object an entry is; GIT_OBJECT_INVALID where only a base elsewhere could tell.
  git_object_t kind(Rank rank) const { return static_cast<git_object_t>(kinds_[rank]); }

  // Weighs the trees for a walk that reads what is `wanted` (by position in the pack's index) and
  // what that needs.
  void plan(const PackOffsets& offsets, const std::vector<bool>& wanted);

  // Whether an entry is wanted, or something below it.
  bool is_needed(Rank rank) const { return needed_[rank]; }

  // By root, the packed bytes that are needed of its tree.
  const std::vector<std::uint64_t>& weights() const { return weights_; }

 private:
  std::vector<Rank> by_level() const;
  void set_kinds();
  void put_heaviest_last(const std::vector<std::uint64_t>& weights);

  std::vector<std::int8_t> kinds_;
  Lists<Rank> children_;
  std::vector<Rank> roots_, unreached_;
  std::vector<bool> needed_;
  std::vector<std::uint64_t> weights_;
};

}  // namespace keysieve
