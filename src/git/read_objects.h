// Every object of a database, once each: the one place that gets at their bytes.
//
// Packs are swept by ourselves (pack_sweep.h); what lies loose, and what no sweep can resolve, is
// read one by one through ObjectDatabase.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "git/raw_object.h"
#include "git/repository.h"

namespace keysieve {

struct ObjectList {
  std::vector<ObjectId> ids;    // sorted, each once
  std::vector<Notice> notices;  // on packs and folders whose objects cannot be listed
};

// All objects in the packs, loose objects and alternates of `repository`.
ObjectList list_objects(const Repository& repository);

// Reads the objects `ids` (sorted, each once) by several threads. make_visitor() is called for each
// thread, before any object is read. Every object is visited once, read or not; but one that is of
// no kind in `options.kinds` is not visited. Answers what is to be said of packs as a whole. Fails
// only when the database cannot be opened.
Result<std::vector<Notice>> read_objects(const Repository& repository,
                                         std::span<const ObjectId> ids, const ReadOptions& options,
                                         const std::function<ObjectVisitor()>& make_visitor);

}  // namespace keysieve
