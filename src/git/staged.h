// What the next commit would change: the index against HEAD.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "git/raw_object.h"
#include "git/repository.h"
#include "keysieve/scan.h"

namespace keysieve {

struct StagedBlob {
  std::string path;
  ObjectId id;
  std::string bytes;
  std::optional<LargeBlob> large;  // set: it is too large to be held
};

struct StagedChange {
  std::vector<StagedBlob> added;     // new contents, by path
  std::vector<StagedBlob> replaced;  // what HEAD holds at the paths that change or go
  std::vector<Notice> notices;       // blobs that could not be read
  std::optional<ObjectId> head;      // null: the first commit
};

// Reads the index that git itself would use: GIT_INDEX_FILE where it is set (as git does in hooks
// for `git commit -a` and `git commit PATH`), else the repository's. Submodules are left out.
Result<StagedChange> read_staged(const Repository& repository, std::uint64_t max_object_bytes,
                                 const Limits& limits = {});

}  // namespace keysieve
