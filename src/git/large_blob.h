// Blobs that are stored whole in a pack and are too large to be held.
#pragma once

#include "git/pack.h"
#include "git/pack_entry.h"
#include "git/raw_object.h"

namespace keysieve {

// `entry` is a blob in `pack`, which outlives it.
LargeBlob blob_in_parts(const Pack& pack, const PackEntry& entry);

// The checksum of a part of the pack's file that may be large; afterwards it need not be in memory.
std::uint32_t crc32_in_parts(const Pack& pack, Bytes part);

}  // namespace keysieve
