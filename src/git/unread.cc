#include "git/unread.h"

#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

namespace keysieve {
namespace {

bool is_unread(const ObjectGraph& graph, Node node) {
  return node == no_node || graph.kind(node) == NodeKind::unread;
}

Node tree_in(const ObjectGraph& graph, Node commit) {
  const bool known = !is_unread(graph, commit) && graph.kind(commit) == NodeKind::commit;
  return known ? graph.tree_of(commit) : no_node;
}

// Where each name in `tree` leads; nowhere if it is no tree.
std::unordered_map<std::uint32_t, Node> by_name(const ObjectGraph& graph,
                                                std::optional<Node> tree) {
  std::unordered_map<std::uint32_t, Node> nodes;
  if (!tree || is_unread(graph, *tree) || graph.kind(*tree) != NodeKind::tree) return nodes;
  for (const Edge& edge : edges_of(graph, *tree)) nodes.emplace(edge.name, edge.node);
  return nodes;
}

}  // namespace

bool hides(const ObjectGraph& graph, Node commit, Node other) {
  using Pair = std::pair<Node, std::optional<Node>>;  // what stands at one path in the two
  std::vector<Pair> open{{tree_in(graph, commit), tree_in(graph, other)}};
  std::set<Pair> seen;
  while (!open.empty()) {
    const Pair pair = open.back();
    open.pop_back();
    const auto [node, counterpart] = pair;
    if (node == counterpart || !seen.insert(pair).second) continue;
    if (is_unread(graph, node)) {
      if (!counterpart || !is_unread(graph, *counterpart)) return true;
    } else if (graph.kind(node) == NodeKind::tree) {
      const auto others = by_name(graph, counterpart);
      for (const Edge& edge : edges_of(graph, node)) {
        const auto namesake = others.find(edge.name);
        open.emplace_back(
            edge.node, namesake == others.end() ? std::nullopt : std::optional(namesake->second));
      }
    }
  }
  return false;
}

}  // namespace keysieve
