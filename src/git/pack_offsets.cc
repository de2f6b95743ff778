#include "git/pack_offsets.h"

#include <algorithm>
#include <array>

namespace keysieve {
namespace {

struct Place {
  std::uint64_t offset;
  std::uint32_t position;
};

// By offset, digit by digit from the lowest: a comparison sort takes several times as long, and
// packs of a million objects are common. Offsets that are equal (in a damaged index) keep their
// order.
void sort_by_offset(std::vector<Place>* places, std::uint64_t largest) {
  constexpr int digit_bits = 11;
  constexpr std::uint64_t digit_mask = (1U << digit_bits) - 1;
  std::vector<Place> sorted(places->size());
  for (int shift = 0; shift < 64 && largest >> shift != 0; shift += digit_bits) {
    std::array<std::uint32_t, digit_mask + 2> starts{};
    for (const Place& place : *places) ++starts[(place.offset >> shift & digit_mask) + 1];
    for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    for (const Place& place : *places) {
      sorted[starts[place.offset >> shift & digit_mask]++] = place;
    }
    places->swap(sorted);
  }
}

}  // namespace

PackOffsets::PackOffsets(const Pack& pack) : end_(pack.entries().size()) {
  const std::uint32_t count = pack.index.size();
  std::vector<Place> places(count);
  std::uint64_t largest = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    places[i] = {pack.index.offset(i), i};
    largest = std::max(largest, places[i].offset);
  }
  sort_by_offset(&places, largest);

  offsets_.reserve(count + 1UL);
  positions_.reserve(count);
  for (const Place& place : places) {
    offsets_.push_back(place.offset);
    positions_.push_back(place.position);
  }
  offsets_.push_back(end_);
}

// Beyond the end of the pack there is nothing, whatever the index says.
std::uint64_t PackOffsets::end(Rank rank) const {
  return std::min(offsets_[rank + 1UL], end_);
}

RankFinder::RankFinder(const PackOffsets& offsets) : offsets_(offsets) {
  const Rank count = offsets.size();
  while (offsets.end_ >> shift_ > 2UL * count) ++shift_;
  Rank rank = 0;
  for (std::uint64_t i = 0; i <= (offsets.end_ >> shift_) + 1; ++i) {
    while (rank < count && offsets.offsets_[rank] < i << shift_) ++rank;
    first_.push_back(rank);
  }
}

Rank RankFinder::find(std::uint64_t offset) const {
  if (offset >= offsets_.end_) return no_rank;
  const auto& begins = offsets_.offsets_;
  Rank rank = first_[offset >> shift_];
  while (rank < offsets_.size() && begins[rank] < offset) ++rank;
  return rank < offsets_.size() && begins[rank] == offset ? rank : no_rank;
}

}  // namespace keysieve
