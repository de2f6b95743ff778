// Walks over commits, from child to parent. Objects that are missing end a walk; so does the
// boundary of a shallow clone, whose commits have no parents to walk to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <queue>
#include <set>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "git/object_database.h"

namespace keysieve {

// `tips` and all commits before them.
std::unordered_set<ObjectId> walk_commits(ObjectDatabase* database, std::span<const ObjectId> tips,
                                          const std::set<ObjectId>& boundary);

// From both ends at once, the newest commit first, so that it ends soon after the two sides meet,
// however long history is. As in git, that trusts committer times where clocks were wrong by less
// than `slack`.
class TwoSidedWalk {
 public:
  TwoSidedWalk(ObjectDatabase* database, const std::set<ObjectId>& boundary)
      : database_(database), boundary_(boundary) {}

  void begin_at(const ObjectId& id, bool known) { reach(id, known); }

  void run();

  template <typename Use>
  void for_each_wanted(Use use) const {
    for (const auto& [id, state] : states_) {
      if (!state.known) use(id, state);
    }
  }

  struct State {
    bool known = false, done = false, read = false;
    std::int64_t time = 0;
    std::vector<ObjectId> parents;
  };

 private:
  static constexpr std::int64_t slack = 86400;
  static constexpr std::int64_t last_time = std::int64_t{1} << 60;  // more is no time

  struct Open {
    std::int64_t time;
    ObjectId id;
    bool known;
    bool operator<(const Open& other) const { return time < other.time; }
  };

  State read(const ObjectId& id);

  void reach(const ObjectId& id, bool known);

  void leave(const Open& next, State* state);

  ObjectDatabase* database_;
  const std::set<ObjectId>& boundary_;
  std::unordered_map<ObjectId, State> states_;
  std::priority_queue<Open> open_;
  std::size_t wanted_open_ = 0;
  std::int64_t oldest_wanted_ = INT64_MAX;
};

}  // namespace keysieve
