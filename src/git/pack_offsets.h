// The entries of a pack in the order in which they lie there. An entry's place in that order is its
// rank; where an entry ends is where the next one begins.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "git/pack.h"
#include "git/pack_entry.h"

namespace keysieve {

using Rank = std::uint32_t;
inline constexpr Rank no_rank = 0xFFFFFFFF;

class PackOffsets {
 public:
  explicit PackOffsets(const Pack& pack);

  Rank size() const { return static_cast<Rank>(positions_.size()); }
  std::uint64_t begin(Rank rank) const { return offsets_[rank]; }
  std::uint64_t end(Rank rank) const;
  std::uint32_t position(Rank rank) const { return positions_[rank]; }  // in the index

 private:
  friend class RankFinder;
  std::uint64_t end_;                     // of all entries
  std::vector<std::uint64_t> offsets_;    // sorted, and end_ behind them
  std::vector<std::uint32_t> positions_;  // by rank
};

// The way back, from an offset to the rank. It is asked for once for each delta, and then no more.
class RankFinder {
 public:
  explicit RankFinder(const PackOffsets& offsets);

  Rank find(std::uint64_t offset) const;  // no_rank where no entry begins

 private:
  const PackOffsets& offsets_;

  // Where to look: first_[i] is the first rank at or after offset i << shift_.
  int shift_ = 0;
  std::vector<Rank> first_;
};

}  // namespace keysieve
