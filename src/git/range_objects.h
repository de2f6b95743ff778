// Which objects stand in the trees of some commits: what must be read to know what a range brings.
#pragma once

#include <span>
#include <unordered_set>
#include <vector>

#include "git/repository.h"
#include "keysieve/object.h"

namespace keysieve {

using ObjectSet = std::unordered_set<ObjectId>;

struct Walked {
  ObjectSet objects;
  std::vector<ObjectId> unread;  // of them those that could not be read to see what they lead to
};

// `roots` and all that stands in them at any depth (a commit's tree, a tree's entries, what a tag
// names, but no parents), without what is in `except`. What is missing is listed like the rest, for
// its name is known; what it would lead to is not.
Result<Walked> contents_of(const Repository& repository, std::span<const ObjectId> roots,
                           const ObjectSet& except);

// `commits`, and all in the tree of each that does not stand at the same path in a parent's: what
// it brings is among that. Costs what changed, however large the trees are.
Result<Walked> brought_by(const Repository& repository, std::span<const ObjectId> commits);

}  // namespace keysieve
