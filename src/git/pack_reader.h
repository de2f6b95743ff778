// Reads single objects, each by all the deltas above it: what a walk down the trees could not
// resolve, and bases that are not in the pack of their deltas.
//
// Wherever an object is stored, that copy is tried; the one that has the SHA-1 of its id is it. So
// nothing else about a pack needs to be sound, least of all its index. (libgit2 1.5 is not asked:
// it crashes on damaged indexes.)
#pragma once

#include <span>
#include <string>

#include "git/inflate.h"
#include "git/object_database.h"
#include "git/pack.h"
#include "git/pack_entry.h"

namespace keysieve {

// One thread's own.
class PackReader {
 public:
  // `database` is asked for loose objects.
  PackReader(std::span<const Pack> packs, ObjectDatabase* database)
      : packs_(packs), database_(database) {}

  // Reads `id` if it has at most `limit` bytes.
  ObjectBytes read(const ObjectId& id, std::uint64_t limit) { return read(id, limit, 0); }

 private:
  struct Chain {
    std::vector<PackEntry> entries;  // the object's own first; each is a delta against the next
    std::optional<ObjectId> base;    // of the last, where that is not in this pack
  };

  ObjectBytes read(const ObjectId& id, std::uint64_t limit, int depth);
  ObjectBytes rebuild(const Pack& pack, const ObjectId& id, std::uint64_t limit, int depth);
  static std::optional<Chain> chain_of(const Pack& pack, std::uint64_t offset);
  std::optional<std::uint64_t> size_of(const PackEntry& entry);
  std::optional<std::string> inflated(const PackEntry& entry);
  std::optional<std::string> applied(const PackEntry& entry, const std::string& base);

  std::span<const Pack> packs_;
  ObjectDatabase* database_;
  Inflater inflater_;
};

}  // namespace keysieve
