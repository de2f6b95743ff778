#include "git/commit_order.h"

#include <queue>
#include <tuple>

#include "base/lists.h"

namespace keysieve {
namespace {

std::vector<Node> commits_of(const ObjectGraph& graph) {
  std::vector<Node> commits;
  for (Node node = 0; node < graph.size(); ++node) {
    if (graph.kind(node) == NodeKind::commit) commits.push_back(node);
  }
  return commits;
}

// use(parent, commit) for each parent that is there.
template <typename Use>
void for_each_parent(const ObjectGraph& graph, const std::vector<Node>& commits, Use use) {
  for (const Node commit : commits) {
    for (const Edge& parent : graph.parents_of(commit)) {
      const bool known = parent.node != no_node && graph.kind(parent.node) == NodeKind::commit;
      if (known) use(parent.node, commit);
    }
  }
}

}  // namespace

// Kahn's algorithm with a priority queue. Nodes are numbered by id, so comparing them compares ids.
std::vector<Node> parents_first(const ObjectGraph& graph) {
  const std::vector<Node> commits = commits_of(graph);
  const Lists<Node> children(graph.size(), [&](auto use) { for_each_parent(graph, commits, use); });
  std::vector<std::uint32_t> waiting(graph.size(), 0);  // parents that have not come yet
  for_each_parent(graph, commits, [&](Node, Node commit) { ++waiting[commit]; });

  const auto later = [&](Node a, Node b) {
    return std::tuple(graph.commit_time(a), a) > std::tuple(graph.commit_time(b), b);
  };
  std::priority_queue<Node, std::vector<Node>, decltype(later)> ready(later);
  for (const Node commit : commits) {
    if (waiting[commit] == 0) ready.push(commit);
  }
  std::vector<Node> order;
  order.reserve(commits.size());
  while (!ready.empty()) {
    const Node commit = ready.top();
    ready.pop();
    order.push_back(commit);
    for (const Node child : children.of(commit)) {
      if (--waiting[child] == 0) ready.push(child);
    }
  }
  return order;
}

}  // namespace keysieve
