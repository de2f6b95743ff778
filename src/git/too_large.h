// What is said of objects that are not read because of their size.
#pragma once

#include <cstdint>

#include "keysieve/scan.h"

namespace keysieve {

// An object of `size` bytes is over what the user wants read at the most.
Notice too_large(const ObjectId& id, std::uint64_t size, std::uint64_t limit);

// It, or something that it is made from, has `size` bytes, more than may be held at a time.
Notice too_large_to_hold(const ObjectId& id, std::uint64_t size);

// The packs unfold to more than they may (see Limits::unfolded_by_byte).
Notice too_much_unfolded(const ObjectId& id);

}  // namespace keysieve
