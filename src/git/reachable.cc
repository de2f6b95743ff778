// Of a tree that is a difference to another one, only what it adds is followed: what it shares with
// its base is followed from there, if the base is reached as well. Mostly it is, for git makes the
// newest version the base of older ones; the few whose base is not reached in the end are opened
// whole.
#include "git/reachable.h"

#include <utility>

namespace keysieve {
namespace {

class Reach {
 public:
  explicit Reach(const ObjectGraph& graph) : graph_(graph), reached_(graph.size(), false) {}

  void from(std::span<const Node> tips) {
    for (const Node tip : tips) reach(tip);
    follow();
    while (!resting_.empty()) {
      for (const Node tree : std::exchange(resting_, {})) {
        if (!reached_[graph_.base_of(tree)]) open_whole(tree);
      }
      follow();
    }
  }

  std::vector<bool> take() && { return std::move(reached_); }

 private:
  void reach(Node node) {
    if (node == no_node || reached_[node]) return;
    reached_[node] = true;
    open_.push_back(node);
  }

  void follow() {
    while (!open_.empty()) {
      const Node node = open_.back();
      open_.pop_back();
      open(node);
    }
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

  void open_tree(Node tree) {
    for (const Edge& edge : graph_.added(tree)) reach(edge.node);
    const Node base = graph_.base_of(tree);
    if (base != no_node && !reached_[base]) resting_.push_back(tree);
  }

  void open_whole(Node tree) {
    for (const Edge& edge : edges_of(graph_, tree)) reach(edge.node);
  }

  const ObjectGraph& graph_;
  std::vector<bool> reached_;
  std::vector<Node> open_;
  std::vector<Node> resting_;  // trees whose bases may yet be reached
};

}  // namespace

std::vector<bool> reachable_from(const ObjectGraph& graph, std::span<const Node> tips) {
  Reach reach(graph);
  reach.from(tips);
  return std::move(reach).take();
}

}  // namespace keysieve
