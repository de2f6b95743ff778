#include "git/commit_walk.h"

#include <algorithm>

#include "git/object_text.h"

namespace keysieve {
namespace {

// The parents that are there to walk to: none where a shallow clone ends.
std::vector<ObjectId> parents_of(const ObjectId& id, const CommitText& commit,
                                 const std::set<ObjectId>& boundary) {
  return boundary.contains(id) ? std::vector<ObjectId>() : commit.parents;
}

}  // namespace

std::unordered_set<ObjectId> walk_commits(ObjectDatabase* database, std::span<const ObjectId> tips,
                                          const std::set<ObjectId>& boundary) {
  std::unordered_set<ObjectId> seen;
  std::vector<ObjectId> open;
  const auto reach = [&](const ObjectId& next) {
    if (seen.insert(next).second) open.push_back(next);
  };
  for (const ObjectId& tip : tips) reach(tip);
  while (!open.empty()) {
    const ObjectId id = open.back();
    open.pop_back();
    const ObjectBytes object = database->read(id, UINT64_MAX);
    const auto commit = parse_commit(object.view());
    if (!commit) continue;
    for (const ObjectId& parent : parents_of(id, *commit, boundary)) reach(parent);
  }
  return seen;
}

void TwoSidedWalk::run() {
  while (!open_.empty() && (wanted_open_ > 0 || open_.top().time + slack >= oldest_wanted_)) {
    const Open next = open_.top();
    open_.pop();
    State& state = states_.at(next.id);
    if (next.known != state.known) continue;  // it was reached again, from the known side
    if (!state.known) --wanted_open_;
    leave(next, &state);
  }
}

TwoSidedWalk::State TwoSidedWalk::read(const ObjectId& id) {
  State state;
  const ObjectBytes object = database_->read(id, UINT64_MAX);
  if (const auto commit = parse_commit(object.view())) {
    state.read = true;
    state.time = std::clamp(parse_signature(commit->committer).time.seconds, -last_time, last_time);
    state.parents = parents_of(id, *commit, boundary_);
  }
  return state;
}

void TwoSidedWalk::reach(const ObjectId& id, bool known) {
  const auto [at, fresh] = states_.try_emplace(id);
  State& state = at->second;
  if (!fresh && (state.known || !known)) return;
  if (fresh) state = read(id);
  if (!fresh && !state.done) --wanted_open_;
  state.known = known;
  if (!known) ++wanted_open_;
  open_.push({state.time, id, known});
}

void TwoSidedWalk::leave(const Open& next, State* state) {
  state->done = true;
  if (!next.known) oldest_wanted_ = std::min(oldest_wanted_, next.time);
  const std::vector<ObjectId> parents = state->parents;
  for (const ObjectId& parent : parents) reach(parent, next.known);
}

}  // namespace keysieve
