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

struct Tips {
  std::vector<Tip> tips;               // HEAD first, if it is born; then refs by name
  std::vector<MissingObject> missing;  // named by a ref, and not there
};
Tips find_tips(const ObjectGraph& graph, const Refs& refs);
std::vector<Node> nodes_of(const std::vector<Tip>& tips);

struct History {
  const Repository& repository;
  const ObjectGraph& graph;
  std::vector<Tip> tips;
  bool has_head = false;
  std::vector<bool> reachable{};      // from the tips, by node
  std::set<ObjectId> boundary{};      // of a shallow clone
  std::vector<Node> parents_first{};  // all commits
  std::vector<Node> told{};           // those of them that may introduce and remove
  std::vector<std::uint32_t> rank{};  // by node, of commits: their index in parents_first
  std::vector<bool> range{};          // by node, what a range brings; empty: everything counts

  bool within(Node node) const { return range.empty() || range[node]; }
};

// Fills parents_first, told and rank: a range's commits come before the others, and they alone are
// told of.
void order_commits(History* history);

}  // namespace keysieve
