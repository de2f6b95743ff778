// What the next commit would change: the index against HEAD.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "git/object_database.h"
#include "git/raw_object.h"
#include "git/repository.h"
#include "keysieve/scan.h"

namespace keysieve {

struct StagedEntry {
  std::string path;
  ObjectId id;
  bool operator==(const StagedEntry&) const = default;
};

struct StagedChange {
  std::vector<StagedEntry> added;     // new contents, by path
  std::vector<StagedEntry> replaced;  // what HEAD holds at the paths that change or go
  std::vector<Notice> notices;        // what of the index or of HEAD could not be looked at
  std::optional<ObjectId> head;       // null: the first commit
  std::optional<ObjectId> tree;       // HEAD's
};

// Compares the index that git itself would use: GIT_INDEX_FILE where it is set (as git does in
// hooks for `git commit -a` and `git commit PATH`), else the repository's. Folders of which the
// index says that they are as in HEAD are passed over, so that it costs what changed. Submodules
// are left out; so is what is in conflict, with a notice.
Result<StagedChange> find_staged(const Repository& repository);

// All files in a tree of the repository, at any depth; what cannot be read is left out.
std::vector<StagedEntry> files_of(ObjectDatabase* database, const ObjectId& tree);

struct StagedBlob {
  ObjectBytes bytes;
  std::optional<LargeBlob> large;  // set: it is too large to be held
  std::optional<Notice> problem;   // set: it could not be read
};
StagedBlob read_staged(ObjectDatabase* database, const StagedEntry& entry,
                       std::uint64_t max_object_bytes, const Limits& limits = {});

}  // namespace keysieve
