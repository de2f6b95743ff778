// The names in trees. An ObjectGraph keeps only their hashes, for names are wanted of few trees.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "git/object_database.h"
#include "git/object_graph.h"
#include "git/repository.h"

namespace keysieve {

class TreeNames {
 public:
  TreeNames(const Repository& repository, const ObjectGraph& graph);

  // The name of the edge at `index` of `tree`, as bytes; "?" when the tree can't be read any more.
  const std::string& name(Node tree, std::size_t index);

 private:
  std::vector<std::string> read(Node tree);

  const ObjectGraph* graph_;
  Result<ObjectDatabase> database_;  // an error: then every name is "?"
  std::unordered_map<Node, std::vector<std::string>> known_;
};

}  // namespace keysieve
