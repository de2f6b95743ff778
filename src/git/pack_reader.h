// Reads single objects, each by all the deltas above it: what a walk down the trees could not
// resolve, and bases that are not in the pack of their deltas.
//
// Wherever an object is stored, that copy is tried; the one that has the SHA-1 of its id is it. So
// nothing else about a pack needs to be sound, least of all its index. (libgit2 1.5 is not asked:
// it crashes on damaged indexes.)
#pragma once

#include <optional>
#include <span>

#include "git/buffer_pool.h"
#include "git/inflate.h"
#include "git/object_database.h"
#include "git/pack.h"
#include "git/pack_entry.h"

namespace keysieve {

// One thread's own.
class PackReader {
 public:
  // `database` is asked for loose objects.
  PackReader(std::span<const Pack> packs, ObjectDatabase* database, BufferPool* pool)
      : packs_(packs), database_(database), pool_(pool) {}

  // Reads `id` if it has at most `limit` bytes, and it and what it is made from can be held.
  ObjectBytes read(const ObjectId& id, std::uint64_t limit) { return read(id, limit, 0); }

  // A blob that is stored whole, to be read in parts; empty when there is none.
  std::optional<LargeBlob> large_blob(const ObjectId& id);

 private:
  struct Chain {
    std::vector<PackEntry> entries;  // the object's own first; each is a delta against the next
    std::optional<ObjectId> base;    // of the last, where that is not in this pack
  };

  ObjectBytes read(const ObjectId& id, std::uint64_t limit, int depth);
  ObjectBytes rebuild(const Pack& pack, const ObjectId& id, std::uint64_t limit, int depth);
  static std::optional<Chain> chain_of(const Pack& pack, std::uint64_t offset);
  std::optional<std::uint64_t> size_of(const PackEntry& entry);
  std::optional<Buffer> room_for(std::uint64_t size);
  std::optional<Buffer> inflated(const PackEntry& entry);
  std::optional<Buffer> applied(const PackEntry& entry, Bytes base);
  Notice refused(const ObjectId& id) const;

  std::span<const Pack> packs_;
  ObjectDatabase* database_;
  BufferPool* pool_;
  std::uint64_t refused_ = 0;  // how much could not be held for the object that is being read
  Inflater inflater_;
};

}  // namespace keysieve
