// The index beside a pack (version 2): the ids of its objects, sorted, and for each where its entry
// begins and that entry's CRC-32.
//
//   "\377tOc" 2 | fan-out: 256 counts | ids: 20 n | CRCs: 4 n | offsets: 4 n | 8 each for those
//   beyond 2 GiB | the pack's SHA-1, the index's own
//
// Opening checks all that later reading relies on: the sizes, the fan-out and the order of the ids.
// Offsets are only claims: whoever follows one checks it.
#pragma once

#include <filesystem>
#include <optional>
#include <span>

#include "base/mapped_file.h"
#include "keysieve/object.h"

namespace keysieve {

// Whether opening an index goes through all of its ids, to see that they are in order. Where they
// are not, find() may miss one: whoever reads few objects can bear that, and need not pay for many.
enum class IdsCheck { all, none };

class PackIndex {
 public:
  // The error says what is wrong with `file`, and nothing else.
  static Result<PackIndex> open(const std::filesystem::path& file, IdsCheck check = IdsCheck::all);

  std::span<const ObjectId> ids() const { return ids_; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(ids_.size()); }

  // Positions are indexes into ids().
  std::optional<std::uint32_t> find(const ObjectId& id) const;
  std::uint64_t offset(std::uint32_t position) const;
  std::uint32_t crc(std::uint32_t position) const { return load_be32(crcs_ + 4UL * position); }

  Bytes pack_checksum() const;
  bool was_cut() const { return file_.was_cut(); }

 private:
  explicit PackIndex(MappedFile file, std::uint32_t count);

  MappedFile file_;
  std::span<const ObjectId> ids_;
  const std::uint8_t* crcs_;
  const std::uint8_t* offsets_;
  Bytes far_offsets_;
};

}  // namespace keysieve
