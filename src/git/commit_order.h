// Commits with parents before children.
#pragma once

#include <vector>

#include "git/object_graph.h"

namespace keysieve {

// All commits of the graph, each after all its parents; among those that could come next, the one
// with the older committer time, then the smaller id. So the order depends on history alone.
std::vector<Node> parents_first(const ObjectGraph& graph);

}  // namespace keysieve
