#include "git/reachable.h"

#include <set>

namespace keysieve {
namespace {

class Reach {
 public:
  explicit Reach(const ObjectGraph& graph)
      : graph_(graph), reached_(graph.size(), false), opened_(graph.size(), false) {}

  void from(Node tip) {
    reach(tip);
    while (!open_.empty()) {
      const Node node = open_.back();
      open_.pop_back();
      open(node);
    }
  }

  std::vector<bool> take() && { return std::move(reached_); }

 private:
  void reach(Node node) {
    if (node == no_node || reached_[node]) return;
    reached_[node] = true;
    open_.push_back(node);
  }

  void open(Node node) {
    switch (graph_.kind(node)) {
      case NodeKind::commit:
        reach(graph_.tree_of(node));
        for (const Edge& parent : graph_.parents_of(node)) reach(parent.node);
        return;
      case NodeKind::tag:
        return reach(graph_.target_of(node));
      case NodeKind::tree:
        return open_tree(node);
      default:
        return;
    }
  }

  // What the tree adds to its base's edges, what the base adds to its own, and so on, as far as
  // nothing on the way lacks it. Where a base was opened before, so was all that it has; and as git
  // makes the newest version a base of older ones, that is most often the first.
  void open_tree(Node tree) {
    std::set<Edge> lacking;
    const auto is_needed = [&](Node base) { return base != no_node && !opened_[base]; };
    for (Node at = tree; is_needed(at); at = graph_.base_of(at)) {
      for (const Edge& edge : graph_.added(at)) {
        if (!lacking.contains(edge)) reach(edge.node);
      }
      if (!is_needed(graph_.base_of(at))) break;
      const auto removed = graph_.removed(at);
      lacking.insert(removed.begin(), removed.end());
    }
    opened_[tree] = true;
  }

  const ObjectGraph& graph_;
  std::vector<bool> reached_;
  std::vector<bool> opened_;  // trees all of whose edges were followed
  std::vector<Node> open_;
};

}  // namespace

std::vector<bool> reachable_from(const ObjectGraph& graph, std::span<const Node> tips) {
  Reach reach(graph);
  for (const Node tip : tips) reach.from(tip);
  return std::move(reach).take();
}

}  // namespace keysieve
