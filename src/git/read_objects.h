// Every object of a database, once each: the one place that gets at their bytes, so that a faster
// way of reading packs can take its place.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "git/repository.h"
#include "keysieve/scan.h"

namespace keysieve {

// The ids of all objects in the packs, loose objects and alternates of `repository`, each once, in
// the order in which they are quickest to read (as they lie in their packs: a delta near its base).
Result<std::vector<ObjectId>> list_objects(const Repository& repository);

struct RawObject {
  ObjectId id;
  git_object_t type = GIT_OBJECT_INVALID;
  std::string_view bytes;           // valid only during the call
  const Notice* problem = nullptr;  // set: the object could not be read; type and bytes are empty
};

struct ReadOptions {
  unsigned threads = 0;
  std::uint64_t max_object_bytes = 0;
};

// One worker's eye: called for many objects, always on the same thread.
using ObjectVisitor = std::function<void(const RawObject&)>;

// Reads the objects `ids` by several threads, each with a visitor that `make_visitor` made on that
// thread. Every id is visited once, read or not. Fails only when the database cannot be opened.
Status read_objects(const Repository& repository, const std::vector<ObjectId>& ids,
                    const ReadOptions& options, const std::function<ObjectVisitor()>& make_visitor);

}  // namespace keysieve
