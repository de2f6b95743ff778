#include "git/delta_forest.h"

#include <algorithm>

#include "base/parallel.h"

namespace keysieve {
namespace {

constexpr Rank lost = no_rank - 1;  // neither a root nor below one

constexpr std::uint64_t entry_cost = 64;  // of an entry as such, in packed bytes

// The entry that `entry` is a delta against; no_rank when it stands by itself in this pack.
Rank parent_of(const PackEntry& entry, const Pack& pack, const RankFinder& ranks) {
  if (entry.type == EntryType::offset_delta) {
    const Rank parent = ranks.find(entry.base_offset);
    return parent == no_rank ? lost : parent;
  }
  if (entry.type != EntryType::id_delta) return no_rank;
  const auto position = pack.index.find(entry.base_id);
  if (!position) return no_rank;
  const Rank parent = ranks.find(pack.index.offset(*position));
  return parent == no_rank ? lost : parent;
}

// Calls use(rank) for each entry, by several threads.
template <typename Use>
void for_each_rank(Rank count, unsigned threads, const Use& use) {
  constexpr Rank chunk = 4096;
  parallel_for((count + chunk - 1) / chunk, threads, [] { return 0; },
               [&](int, std::size_t number) {
                 const Rank begin = static_cast<Rank>(number) * chunk;
                 const Rank end = std::min(begin + chunk, count);
                 for (Rank rank = begin; rank < end; ++rank) use(rank);
               });
}

}  // namespace

DeltaForest::DeltaForest(const Pack& pack, const PackOffsets& offsets, unsigned threads)
    : kinds_(offsets.size(), GIT_OBJECT_INVALID) {
  std::vector<Rank> parents(offsets.size(), lost);
  const RankFinder ranks(offsets);
  for_each_rank(offsets.size(), threads, [&](Rank rank) {
    const auto entry = read_pack_entry(pack.entries(), offsets.begin(rank), offsets.end(rank));
    if (!entry) return;
    parents[rank] = parent_of(*entry, pack, ranks);
    if (!entry->is_delta()) kinds_[rank] = static_cast<std::int8_t>(entry->type);
  });
  for (Rank rank = 0; rank < parents.size(); ++rank) {
    if (parents[rank] == no_rank) roots_.push_back(rank);
  }
  children_ = {parents.size(), [&](auto use) {
                 for (Rank rank = 0; rank < parents.size(); ++rank) {
                   if (parents[rank] < lost) use(parents[rank], rank);
                 }
               }};
  set_kinds();
}

// What is reached from the roots, parents before children.
std::vector<Rank> DeltaForest::by_level() const {
  std::vector<Rank> order;
  order.reserve(kinds_.size());
  order.assign(roots_.begin(), roots_.end());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto below = children(order[i]);
    order.insert(order.end(), below.begin(), below.end());
  }
  return order;
}

void DeltaForest::set_kinds() {
  std::vector<bool> reached(kinds_.size(), false);
  for (const Rank rank : by_level()) {
    reached[rank] = true;
    for (const Rank child : children(rank)) kinds_[child] = kinds_[rank];
  }
  for (Rank rank = 0; rank < reached.size(); ++rank) {
    if (!reached[rank]) unreached_.push_back(rank);
  }
}

void DeltaForest::plan(const PackOffsets& offsets, const std::vector<bool>& wanted) {
  std::vector<std::uint64_t> weights(kinds_.size(), 0);
  needed_.assign(kinds_.size(), false);
  const std::vector<Rank> order = by_level();
  for (std::size_t i = order.size(); i-- > 0;) {
    const Rank rank = order[i];
    std::uint64_t below = 0;
    for (const Rank child : children(rank)) below += weights[child];
    if (!wanted[offsets.position(rank)] && below == 0) continue;
    weights[rank] = below + offsets.end(rank) - offsets.begin(rank) + entry_cost;
    needed_[rank] = true;
  }
  put_heaviest_last(weights);
  weights_.clear();
  for (const Rank root : roots_) weights_.push_back(weights[root]);
}

void DeltaForest::put_heaviest_last(const std::vector<std::uint64_t>& weights) {
  const auto lighter = [&](Rank a, Rank b) { return weights[a] < weights[b]; };
  for (Rank rank = 0; rank < weights.size(); ++rank) {
    const std::span<Rank> children = children_.of(rank);
    if (children.size() < 2) continue;
    std::iter_swap(std::max_element(children.begin(), children.end(), lighter), children.end() - 1);
  }
}

}  // namespace keysieve
