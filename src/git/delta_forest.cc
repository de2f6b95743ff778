#include "git/delta_forest.h"

#include <algorithm>

#include "base/parallel.h"

namespace keysieve {
namespace {

constexpr Rank lost = no_rank - 1;

constexpr std::uint64_t entry_cost = 64;  // of an entry as such, in packed bytes

// The entry that `entry` is a delta against; no_rank when it stands by itself in this pack.
Rank parent_of(const PackEntry& entry, const Pack& pack, const PackOffsets& offsets) {
  if (entry.type == EntryType::offset_delta) {
    const Rank parent = offsets.find(entry.base_offset);
    return parent == no_rank ? lost : parent;
  }
  if (entry.type != EntryType::id_delta) return no_rank;
  const auto position = pack.index.find(entry.base_id);
  if (!position) return no_rank;
  const Rank parent = offsets.find(pack.index.offset(*position));
  return parent == no_rank ? lost : parent;
}

}  // namespace

DeltaForest::DeltaForest(const Pack& pack, const PackOffsets& offsets, unsigned threads)
    : parents_(offsets.size(), lost),
      kinds_(offsets.size(), GIT_OBJECT_INVALID),
      weights_(offsets.size(), 0) {
  constexpr Rank chunk = 4096;
  parallel_for((offsets.size() + chunk - 1) / chunk, threads, [] { return 0; },
               [&](int, std::size_t number) {
                 const Rank begin = static_cast<Rank>(number) * chunk;
                 const Rank end = std::min(begin + chunk, offsets.size());
                 for (Rank rank = begin; rank < end; ++rank) read_header(rank, pack, offsets);
               });
  children_ = {parents_.size(), [&](auto use) {
                 for (Rank rank = 0; rank < parents_.size(); ++rank) {
                   if (parents_[rank] < lost) use(parents_[rank], rank);
                 }
               }};
  order_by_level();
}

void DeltaForest::read_header(Rank rank, const Pack& pack, const PackOffsets& offsets) {
  const auto entry = read_pack_entry(pack.entries(), offsets.begin(rank), offsets.end(rank));
  if (!entry) return;
  parents_[rank] = parent_of(*entry, pack, offsets);
  if (!entry->is_delta()) kinds_[rank] = static_cast<std::int8_t>(entry->type);
}

void DeltaForest::order_by_level() {
  order_.reserve(parents_.size());
  for (Rank rank = 0; rank < parents_.size(); ++rank) {
    if (parents_[rank] == no_rank) order_.push_back(rank);
  }
  root_count_ = order_.size();
  std::vector<bool> reached(parents_.size(), false);
  for (std::size_t i = 0; i < order_.size(); ++i) {
    const Rank rank = order_[i];
    reached[rank] = true;
    for (const Rank child : children(rank)) {
      kinds_[child] = kinds_[rank];
      order_.push_back(child);
    }
  }
  for (Rank rank = 0; rank < parents_.size(); ++rank) {
    if (!reached[rank]) unreached_.push_back(rank);
  }
}

void DeltaForest::plan(const PackOffsets& offsets, const std::vector<bool>& wanted) {
  std::fill(weights_.begin(), weights_.end(), 0);
  for (std::size_t i = order_.size(); i-- > 0;) {
    const Rank rank = order_[i], parent = parents_[rank];
    if (!wanted[offsets.position(rank)] && weights_[rank] == 0) continue;
    weights_[rank] += offsets.end(rank) - offsets.begin(rank) + entry_cost;
    if (parent != no_rank) weights_[parent] += weights_[rank];
  }
  for (const Rank rank : order_) {
    const std::span<Rank> children = children_.of(rank);
    if (children.size() < 2) continue;
    const auto lighter = [&](Rank a, Rank b) { return weights_[a] < weights_[b]; };
    std::iter_swap(std::max_element(children.begin(), children.end(), lighter), children.end() - 1);
  }
}

}  // namespace keysieve
