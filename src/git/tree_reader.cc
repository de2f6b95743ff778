#include "git/tree_reader.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace keysieve {
namespace {

constexpr std::size_t largest = std::numeric_limits<std::uint32_t>::max();

// The entry at `at`, as sound as when it was first read.
TreeEntry entry_at(std::string_view bytes, std::size_t at) {
  bytes.remove_prefix(at);
  return take_tree_entry(&bytes).value_or(TreeEntry{});
}

}  // namespace

const TreeDifference& TreeReader::read(Node node, const RawObject& tree) {
  if (tree.slot >= seen_.size()) seen_.resize(tree.slot + std::size_t{1});
  difference_ = {no_node, std::move(difference_.removed), std::move(difference_.added), true};
  difference_.removed.clear();
  difference_.added.clear();
  Starts starts = std::move(seen_[tree.slot].starts);
  starts.clear();
  const Seen* base = tree.delta == nullptr ? nullptr : &seen_[tree.delta->base_slot];
  if (base != nullptr && base->node != no_node) {
    difference_.base = base->node;
    read_difference(tree.bytes, *tree.delta, base->starts, &starts);
  } else {
    read_entries(tree.bytes, &starts);
  }
  // A malformed tree, or one that is too large, is no base to compare with.
  const bool whole = difference_.sound && tree.bytes.size() <= largest;
  seen_[tree.slot] = {whole ? node : no_node, std::move(starts)};
  return difference_;
}

// Takes the entry at `*at` for added, and goes on to the next.
bool TreeReader::add_entry(std::string_view bytes, std::size_t* at) {
  std::string_view rest = bytes.substr(*at);
  const auto entry = take_tree_entry(&rest);
  if (!entry) return difference_.sound = false;
  if (entry->kind != TreeEntry::Kind::gitlink) difference_.added.push_back(*entry);
  *at = bytes.size() - rest.size();
  return true;
}

void TreeReader::read_entries(std::string_view bytes, Starts* starts) {
  std::size_t at = 0;
  do {
    starts->push_back(static_cast<std::uint32_t>(at));
  } while (at < bytes.size() && add_entry(bytes, &at));
}

// Goes through the tree and the segments of its delta side by side. Where a copy begins an entry of
// the base at the begin of one of ours, it brings all entries that it holds to their end.
void TreeReader::read_difference(std::string_view bytes, const DeltaView& delta, const Starts& base,
                                 Starts* starts) {
  kept_.clear();
  auto segment = delta.segments.begin();
  std::size_t at = 0;
  while (at < bytes.size()) {
    while (segment->begin + segment->length <= at) ++segment;
    if (segment->is_copy()) {
      const std::size_t shift = segment->begin - segment->source;  // modulo 2^64
      const std::size_t copied_end = segment->source + segment->length;
      const auto entry = std::lower_bound(base.begin(), base.end(), at - shift);
      if (entry != base.end() && *entry == at - shift) {
        const auto end = std::upper_bound(entry, base.end(), copied_end) - 1;
        kept_.push_back({static_cast<std::size_t>(entry - base.begin()),
                         static_cast<std::size_t>(end - base.begin())});
        std::transform(entry, end, std::back_inserter(*starts), [&](std::uint32_t start) {
          return static_cast<std::uint32_t>(start + shift);
        });
        at = *end + shift;
      }
      if (at >= bytes.size() || at >= segment->begin + segment->length) continue;
    }
    starts->push_back(static_cast<std::uint32_t>(at));
    if (!add_entry(bytes, &at)) return;
  }
  starts->push_back(static_cast<std::uint32_t>(at));
  remove_all_but_kept(delta.base, base);
}

void TreeReader::remove_all_but_kept(std::string_view base_bytes, const Starts& base) {
  std::sort(kept_.begin(), kept_.end(), [](Run a, Run b) { return a.begin < b.begin; });
  kept_.push_back({base.size() - 1, base.size() - 1});  // where the base ends
  std::size_t next = 0;
  for (const Run kept : kept_) {
    for (; next < kept.begin; ++next) {
      const TreeEntry entry = entry_at(base_bytes, base[next]);
      if (entry.kind != TreeEntry::Kind::gitlink) difference_.removed.push_back(entry);
    }
    next = std::max(next, kept.end);
  }
}

}  // namespace keysieve
