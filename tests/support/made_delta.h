// Deltas made by hand, as git might make them, and as it never would.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "git/delta.h"

namespace keysieve::test {

// How `target` is made from `base`: by copies of at least `least` bytes, wherever they happen to
// match, so that many begin and end within a line or an entry.
std::vector<Segment> made_segments(std::string_view base, std::string_view target,
                                   std::size_t least);

// The delta that `segments` are, as a pack stores it.
std::string delta_bytes(std::string_view base, std::string_view target,
                        const std::vector<Segment>& segments);

}  // namespace keysieve::test
