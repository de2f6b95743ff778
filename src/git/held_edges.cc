#include "git/held_edges.h"

#include <algorithm>
#include <utility>

#include "base/lists.h"

namespace keysieve {
namespace {

bool has(std::span<const Edge> edges, const Edge& edge) {
  return std::find(edges.begin(), edges.end(), edge) != edges.end();
}

// Which nodes hold something found: these themselves, and all trees that they are in.
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
      for (const Adder& adder : adders_.of(node)) spread({node, adder.name}, adder.tree);
    }
  }

  std::vector<bool> take() && { return std::move(holds_); }

 private:
  struct Adder {
    Node tree = no_node;
    std::uint32_t name = 0;  // under which it adds the node
  };

  static std::vector<bool> marked(const ObjectGraph& graph, std::span<const Node> nodes) {
    std::vector<bool> marks(graph.size(), false);
    for (const Node node : nodes) marks[node] = true;
    return marks;
  }

  // By node, the trees that add an edge to it: of trees and found blobs, for nothing else is asked.
  Lists<Adder> adders() const {
    return {graph_.size(), [&](auto use) {
              for (Node tree = 0; tree < graph_.size(); ++tree) {
                if (graph_.kind(tree) != NodeKind::tree) continue;
                for (const Edge& edge : graph_.added(tree)) {
                  if (is_wanted(edge.node)) use(edge.node, Adder{tree, edge.name});
                }
              }
            }};
  }

  bool is_wanted(Node node) const {
    return node != no_node && (holds_[node] || graph_.kind(node) == NodeKind::tree);
  }

  // Marks the tree that adds the edge, and all that have it from there.
  void spread(const Edge& edge, Node adder) {
    spreading_.assign(1, adder);
    while (!spreading_.empty()) {
      const Node tree = spreading_.back();
      spreading_.pop_back();
      if (!holds_[tree]) open_.push_back(tree);
      holds_[tree] = true;
      for (const Node delta : deltas_.of(tree)) {
        if (!has(graph_.removed(delta), edge)) spreading_.push_back(delta);
      }
    }
  }

  const ObjectGraph& graph_;
  std::vector<bool> holds_;
  Lists<Adder> adders_;
  Lists<Node> deltas_;
  std::vector<Node> open_;       // trees and blobs that hold, whose adders are to be visited
  std::vector<Node> spreading_;  // trees that have an edge
};

constexpr std::uint32_t empty_list = 0, untold = 0xFFFFFFFF;

// A tree, and those of its bases that are to be told before it.
void bases_first(const ObjectGraph& graph, const std::vector<std::uint32_t>& numbers, Node tree,
                 std::vector<Node>* out) {
  out->clear();
  for (Node at = tree; at != no_node && numbers[at] == untold; at = graph.base_of(at)) {
    out->push_back(at);
  }
  std::reverse(out->begin(), out->end());
}

// Changes `edges`, the base's, into those of `tree`. False: they are the same.
bool make_held(const ObjectGraph& graph, const std::vector<bool>& holds, Node tree,
               std::vector<Edge>* edges) {
  const auto is_held = [&](const Edge& edge) { return edge.node != no_node && holds[edge.node]; };
  std::size_t changes = 0;
  for (const Edge& edge : graph.removed(tree)) {
    if (is_held(edge)) changes += std::erase(*edges, edge);
  }
  for (const Edge& edge : graph.added(tree)) {
    if (!is_held(edge)) continue;
    edges->push_back(edge);
    ++changes;
  }
  if (changes == 0) return false;
  std::sort(edges->begin(), edges->end());
  edges->erase(std::unique(edges->begin(), edges->end()), edges->end());
  return true;
}

}  // namespace

HeldEdges::HeldEdges(const ObjectGraph& graph, std::span<const Node> found)
    : numbers_(graph.size(), empty_list), lists_(1) {
  const std::vector<bool> holds = UpwardSearch(graph, found).take();
  for (Node node = 0; node < graph.size(); ++node) {
    if (holds[node] && graph.kind(node) == NodeKind::tree) numbers_[node] = untold;
  }
  std::vector<Node> chain;
  std::vector<Edge> edges;
  for (Node node = 0; node < graph.size(); ++node) {
    bases_first(graph, numbers_, node, &chain);
    for (const Node tree : chain) {
      const Node base = graph.base_of(tree);
      numbers_[tree] = base == no_node ? empty_list : numbers_[base];
      edges.assign(of(tree).begin(), of(tree).end());
      if (!make_held(graph, holds, tree, &edges)) continue;
      numbers_[tree] = static_cast<std::uint32_t>(lists_.size());
      lists_.push_back(arena_.store(edges));
    }
  }
}

}  // namespace keysieve
