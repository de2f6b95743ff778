// A pack: a file of entries, each an object or a delta against another entry, and the index that
// says where they begin.
//
// Nothing is verified by SHA-1, which would take longer than all the rest (git does not either,
// when it reads). Damage shows all the same: the index has a CRC-32 of each entry, headers
// included, and each entry's zlib stream has a checksum of its own.
#pragma once

#include <filesystem>
#include <string>

#include "git/pack_index.h"

namespace keysieve {

struct Pack {
  std::filesystem::path path;
  PackIndex index;
  MappedFile file;
  std::string flaw;  // not empty: why the pack as a whole is damaged; single entries may be sound

  bool ends_in_checksum = true;  // false: it was cut short, or that is damaged

  // The file up to its last 20 bytes, a checksum of all before, if they are that. Offsets are into
  // this.
  Bytes entries() const;
};

// Opens a pack and the index beside it. An error means that its objects are not even known.
Result<Pack> open_pack(const std::filesystem::path& path, IdsCheck check = IdsCheck::all);

}  // namespace keysieve
