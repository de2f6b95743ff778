#include "git/held_edges.h"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

namespace keysieve {
namespace {

struct TreeEdge {
  Node tree = no_node;
  Edge edge;
};

bool has(std::span<const Edge> edges, const Edge& edge) {
  return std::find(edges.begin(), edges.end(), edge) != edges.end();
}

class UpwardSearch {
 public:
  UpwardSearch(const ObjectGraph& graph, std::span<const Node> found)
      : graph_(graph),
        holds_(marked(graph, found)),
        adders_(adders()),
        deltas_(trees_by_base(graph)) {
    open_.assign(found.begin(), found.end());
    while (!open_.empty()) {
      const Node node = open_.back();
      open_.pop_back();
      for (const TreeEdge& adder : adders_.of(node)) spread(adder);
    }
  }

  std::vector<TreeEdge> take() && { return std::move(held_); }

 private:
  static std::vector<bool> marked(const ObjectGraph& graph, std::span<const Node> nodes) {
    std::vector<bool> marks(graph.size(), false);
    for (const Node node : nodes) marks[node] = true;
    return marks;
  }

  // By node, the trees that add an edge to it: of trees and found blobs, for nothing else is asked.
  Lists<TreeEdge> adders() const {
    return {graph_.size(), [&](auto use) {
              for (Node tree = 0; tree < graph_.size(); ++tree) {
                if (graph_.kind(tree) != NodeKind::tree) continue;
                for (const Edge& edge : graph_.added(tree)) {
                  if (is_wanted(edge.node)) use(edge.node, TreeEdge{tree, edge});
                }
              }
            }};
  }

  bool is_wanted(Node node) const {
    return node != no_node && (holds_[node] || graph_.kind(node) == NodeKind::tree);
  }

  // Notes the edge in the tree that adds it, and in all that have it from there.
  void spread(const TreeEdge& adder) {
    std::vector<Node> trees{adder.tree};
    while (!trees.empty()) {
      const Node tree = trees.back();
      trees.pop_back();
      held_.push_back({tree, adder.edge});
      if (!holds_[tree]) open_.push_back(tree);
      holds_[tree] = true;
      for (const Node delta : deltas_.of(tree)) {
        if (!has(graph_.removed(delta), adder.edge)) trees.push_back(delta);
      }
    }
  }

  const ObjectGraph& graph_;
  std::vector<bool> holds_;
  Lists<TreeEdge> adders_;
  Lists<Node> deltas_;
  std::vector<Node> open_;  // trees and blobs that hold, whose adders are to be visited
  std::vector<TreeEdge> held_;
};

// Sorted, each once: a malformed tree may name the same thing twice.
std::vector<TreeEdge> held_edges(const ObjectGraph& graph, std::span<const Node> found) {
  std::vector<TreeEdge> held = UpwardSearch(graph, found).take();
  const auto key = [](const TreeEdge& at) { return std::tie(at.tree, at.edge); };
  std::sort(held.begin(), held.end(),
            [&](const TreeEdge& a, const TreeEdge& b) { return key(a) < key(b); });
  const auto same = [&](const TreeEdge& a, const TreeEdge& b) { return key(a) == key(b); };
  held.erase(std::unique(held.begin(), held.end(), same), held.end());
  return held;
}

Lists<Edge> by_tree(std::size_t count, const std::vector<TreeEdge>& held) {
  return {count, [&](auto use) {
            for (const TreeEdge& at : held) use(at.tree, at.edge);
          }};
}

}  // namespace

HeldEdges::HeldEdges(const ObjectGraph& graph, std::span<const Node> found)
    : edges_(by_tree(graph.size(), held_edges(graph, found))) {}

}  // namespace keysieve
