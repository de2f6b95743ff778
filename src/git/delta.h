// Deltas: how git stores an object as the difference to another, its base.
//
// A delta begins with the sizes of base and result, then follow instructions that make the result
// from its beginning to its end:
//   1ooooooo … COPY    bytes of the base; the seven bits say which bytes of offset and size follow
//   0nnnnnnn … INSERT  the n bytes that follow; n = 0 is not used
// While a delta is applied its instructions are kept as segments, for whoever looks at the result
// and has seen the base before: only what is inserted is new.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

#include "base/bytes.h"

namespace keysieve {

// A part of a result that was copied in one piece, or inserted. Segments that continue each other
// are merged.
struct Segment {
  static constexpr std::size_t inserted = std::numeric_limits<std::size_t>::max();

  std::size_t begin = 0;  // in the result
  std::size_t length = 0;
  std::size_t source = inserted;  // where in the base it was copied from

  bool is_copy() const { return source != inserted; }
  bool operator==(const Segment&) const = default;
};

struct DeltaSizes {
  std::uint64_t base = 0, result = 0;
};

// Takes the two sizes off `delta`; empty when it is damaged.
std::optional<DeltaSizes> take_delta_sizes(Bytes* delta);

// Carries out `instructions` (a delta without its sizes) on `base`. False when one of them is
// damaged or reaches beyond its end, or when they do not fill `result` exactly; then neither
// `result` nor `segments` mean anything.
bool apply_delta(Bytes base, Bytes instructions, std::span<std::uint8_t> result,
                 std::vector<Segment>* segments);

}  // namespace keysieve
