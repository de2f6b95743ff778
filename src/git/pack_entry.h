// The header of one entry of a pack: what it is, how large, and where its zlib stream begins.
#pragma once

#include <optional>

#include "base/bytes.h"
#include "keysieve/object.h"

namespace keysieve {

// As git numbers them; the first four are those of git_object_t.
enum class EntryType : std::uint8_t { commit = 1, tree, blob, tag, offset_delta = 6, id_delta };

struct PackEntry {
  EntryType type = EntryType::blob;
  std::uint64_t size = 0;         // of the object; of a delta: of its instructions
  std::uint64_t base_offset = 0;  // of an offset_delta: where the entry it changes begins
  ObjectId base_id;               // of an id_delta: which object it changes
  Bytes stream;                   // the rest of the entry

  bool is_delta() const { return type >= EntryType::offset_delta; }
};

// Reads the entry in the bytes [begin, end) of `entries`; empty when its header is damaged, or when
// it claims to hold more than its bytes could ever inflate to.
std::optional<PackEntry> read_pack_entry(Bytes entries, std::uint64_t begin, std::uint64_t end);

}  // namespace keysieve
