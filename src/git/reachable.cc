#include "git/reachable.h"

namespace keysieve {

std::vector<bool> reachable_from(const ObjectGraph& graph, std::span<const Node> tips) {
  std::vector<bool> reached(graph.size(), false);
  std::vector<Node> open;
  const auto reach = [&](Node node) {
    if (node == no_node || reached[node]) return;
    reached[node] = true;
    open.push_back(node);
  };
  for (const Node tip : tips) reach(tip);
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    for (const Edge& edge : graph.edges(node)) reach(edge.node);
  }
  return reached;
}

}  // namespace keysieve
