// Which of the found blobs each tree holds, at any depth.
//
// A tree holds what its entries hold, so each distinct tree is looked at once however many commits
// share it. Sets recur even more than trees do (most trees hold nothing, and most versions of a
// tree hold what the version before did), so each distinct set is stored once and known by a
// number: two trees hold the same exactly when their numbers are the same.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "git/held_edges.h"
#include "git/object_graph.h"

namespace keysieve {

using SetId = std::uint32_t;
inline constexpr SetId empty_set = 0;

class Holdings {
 public:
  // `found` are the blobs that `edges` lead to; sets hold indexes into it.
  Holdings(const ObjectGraph& graph, const HeldEdges& edges, std::span<const Node> found);
  Holdings(const Holdings&) = delete;
  Holdings& operator=(const Holdings&) = delete;

  SetId held_by(Node node) const { return node == no_node ? empty_set : held_[node]; }
  std::span<const std::uint32_t> items(SetId set) const { return sets_[set]; }
  std::size_t set_count() const { return sets_.size(); }

 private:
  void visit(const ObjectGraph& graph, const HeldEdges& held_edges, Node tree,
             std::vector<bool>* seen);
  SetId union_of(std::vector<SetId> parts);
  SetId number_of(std::vector<std::uint32_t> items);

  std::vector<SetId> held_;  // by node
  std::map<std::vector<std::uint32_t>, SetId> numbers_;
  std::vector<std::span<const std::uint32_t>> sets_;  // the keys of numbers_
  std::map<std::vector<SetId>, SetId> unions_;        // worked out already
};

}  // namespace keysieve
