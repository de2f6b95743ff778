// Where a repository's names point.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "git/object_graph.h"
#include "git/repository.h"
#include "keysieve/scan.h"

namespace keysieve {

struct Ref {
  std::string name;  // "HEAD", "refs/heads/main", …
  ObjectId target;   // as stored: a commit, an annotated tag, or even a tree or a blob
};

struct Refs {
  std::optional<ObjectId> head;  // the commit HEAD resolves to; null: unborn
  std::vector<Ref> refs;         // without HEAD; sorted by name; symbolic ones resolved
  std::vector<Notice> notices;   // refs that could not be read
};

// The commit HEAD resolves to; null: unborn.
std::optional<ObjectId> read_head(const Repository& repository);

Result<Refs> read_refs(const Repository& repository);

// The commits where a shallow clone ends: their parents exist elsewhere.
std::set<ObjectId> read_shallow_boundary(const Repository& repository);

}  // namespace keysieve
