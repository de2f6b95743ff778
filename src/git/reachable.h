// What can be reached from some objects by following references.
#pragma once

#include <span>
#include <vector>

#include "git/object_graph.h"

namespace keysieve {

// For each node whether it is one of `tips` (no_node is passed over) or reached from one.
std::vector<bool> reachable_from(const ObjectGraph& graph, std::span<const Node> tips);

}  // namespace keysieve
