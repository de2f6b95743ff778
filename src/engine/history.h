// What a history scan knows once every object has been read: the graph, who points into it, and
// which texts hold what. The steps of scan_history() read it and add to it in turn.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/find_in.h"
#include "git/object_graph.h"
#include "git/places.h"
#include "git/refs.h"
#include "git/repository.h"

namespace keysieve {

// A blob or message with matches in it.
struct FoundText {
  Node node = no_node;
  ObjectKind kind = ObjectKind::blob;
  std::vector<RegionMatch> matches;
  std::vector<Place> places;           // of a blob in commits' trees: parents first, then by path
  std::vector<std::uint32_t> secrets;  // by match, once they are grouped: numbers of findings
};

// A name for a node: HEAD or a ref.
struct Tip {
  std::string name;
  Node node = no_node;
};

struct History {
  const Repository& repository;
  const ObjectGraph& graph;
  std::vector<Tip> tips;  // HEAD first, if it is born; then refs by name
  bool has_head = false;
  std::vector<bool> reachable;      // from the tips, by node
  std::set<ObjectId> boundary;      // of a shallow clone
  std::vector<Node> parents_first;  // all commits
  std::vector<std::uint32_t> rank;  // by node, of commits: their index in parents_first
};

}  // namespace keysieve
