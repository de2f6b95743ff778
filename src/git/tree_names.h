// The names of what trees hold. An edge has but the hash of one: where two names share it, or there
// are too many to keep, the tree itself is read.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "git/held_edges.h"
#include "git/object_database.h"
#include "git/object_graph.h"
#include "git/repository.h"

namespace keysieve {

struct NamedEdge {
  Edge edge;
  std::string name;  // as bytes
};

class TreeNames {
 public:
  TreeNames(const Repository& repository, const ObjectGraph& graph, const HeldEdges& edges);

  // The held edges of `tree` with their names, in git's order; where a name is not known and the
  // tree can't be read any more, each with the name "?".
  const std::vector<NamedEdge>& of(Node tree);

 private:
  std::vector<NamedEdge> named(Node tree);
  std::vector<NamedEdge> read(Node tree);

  const ObjectGraph* graph_;
  const HeldEdges* edges_;
  Result<ObjectDatabase> database_;  // an error: then every name is "?"
  std::unordered_map<Node, std::vector<NamedEdge>> known_;
};

}  // namespace keysieve
