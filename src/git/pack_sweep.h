// Reads objects out of many packs by several threads.
//
// Every object is visited once, though packs may share it: where the first pack has it. If that
// copy turns out to be damaged, the next round reads the next one, until there is none left. In a
// round, the trees of deltas that hold something wanted are handed out to the threads, the heaviest
// first, so that no thread is left with a large one when the others are done.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "git/pack_walk.h"

namespace keysieve {

class PackSweep {
 public:
  // `ids` are sorted, each once.
  PackSweep(std::span<const Pack> packs, std::span<const ObjectId> ids, KindSet kinds);

  // Reads the objects, each of `walks` by a thread; what is below a tree of git's after all others,
  // with a call of `before_trees` in between.
  void read(std::span<PackWalk* const> walks, const std::function<void()>& before_trees);

  // Whether there is nothing left to do about the object at this place of `ids`: it was visited, or
  // is of no wanted kind. The others are in no pack, or no copy of them can be read.
  bool is_settled(std::size_t place) const { return settled_[place]; }

  // Whether some pack says that it has the object.
  bool is_packed(std::size_t place) const { return next_pack_[place] > 0; }

 private:
  struct Tree {
    std::uint32_t plan = 0;
    Rank root = no_rank;
    bool of_trees = false;  // as git calls them
    int scale = 0;          // log2 of its weight
  };

  bool choose_copies();
  void make_plans(std::size_t threads);
  void plan_pack(std::size_t pack, unsigned threads);
  void drop_other_kinds(PackPlan* plan) const;
  std::vector<Tree> trees() const;
  void walk(std::span<const Tree> trees, std::span<PackWalk* const> walks) const;
  void set_unread(std::span<const ObjectId> ids);

  std::span<const Pack> packs_;
  std::span<const ObjectId> ids_;
  KindSet kinds_;
  std::vector<std::vector<bool>> chosen_;       // by pack and position: to be read in this round
  std::vector<std::optional<PackPlan>> plans_;  // by pack: made when first needed
  std::vector<bool> settled_;                   // by place in ids_
  std::vector<std::uint32_t> next_pack_;        // by place in ids_: the first not tried
};

}  // namespace keysieve
