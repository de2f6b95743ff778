// The names of what trees hold. An ObjectGraph keeps only their hashes, for names are wanted of few
// trees.
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

  // The held edges of `tree` with their names, in the tree's own order; when it can't be read any
  // more, each with the name "?".
  const std::vector<NamedEdge>& of(Node tree);

 private:
  std::vector<NamedEdge> read(Node tree);

  const ObjectGraph* graph_;
  const HeldEdges* edges_;
  Result<ObjectDatabase> database_;  // an error: then every name is "?"
  std::unordered_map<Node, std::vector<NamedEdge>> known_;
};

}  // namespace keysieve
