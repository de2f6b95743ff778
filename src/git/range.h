// Which commits a range names.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "git/refs.h"
#include "git/repository.h"

namespace keysieve {

struct RangeNames {
  std::string revisions;              // "A..B", "A...B", one revision; or
  std::string branch;                 // a branch; with neither: all refs
  std::optional<std::int64_t> since;  // committer time of the oldest
  std::optional<RangeEnds> ends{};    // instead of both names
};

struct Range {
  std::vector<ObjectId> commits;  // sorted
  std::vector<ObjectId> tags;     // annotated ones that the range names
  std::vector<ObjectId> known;    // commits: what their trees hold is not new
  std::vector<ObjectId> parents;  // of the range's commits, outside of it; sorted
  std::vector<ObjectId> bare;     // blobs and trees that ends of it name, or tags that they name
  std::vector<ObjectId> unread;   // of the commits those that could not be read to walk on from
};

// What the names lead to: the range is all before `tips`, without what is before `known`.
struct NamedEnds {
  std::vector<ObjectId> tips;   // commits; of A..B and A...B the last is B
  std::vector<ObjectId> known;  // commits
  std::vector<ObjectId> tags;   // annotated ones on the way to the tips
  std::vector<ObjectId> bare;   // tips that lead to a blob, to a tree, or to what cannot be read
};
Result<NamedEnds> find_range_ends(const Repository& repository, const Refs& refs,
                                  const RangeNames& names);

// An error names the revision that names nothing. Objects that are missing end the walk: whoever
// reads the range's objects meets the gap.
Result<Range> find_range(const Repository& repository, const Refs& refs, const RangeNames& names);

// `tips` and all commits before them; parents as the commits name them, whatever grafts say.
Result<std::unordered_set<ObjectId>> commits_before(const Repository& repository,
                                                    std::span<const ObjectId> tips);

}  // namespace keysieve
