#include "git/commit_order.h"

#include <queue>
#include <tuple>

namespace keysieve {

// Kahn's algorithm with a priority queue. Nodes are numbered by id, so comparing them compares ids.
std::vector<Node> parents_first(const ObjectGraph& graph) {
  const auto count = static_cast<Node>(graph.size());
  std::vector<std::uint32_t> waiting(count, 0);  // parents that have not come yet
  std::vector<std::uint32_t> first_child(count + std::size_t{1}, 0);
  std::vector<Node> commits;
  for (Node node = 0; node < count; ++node) {
    if (graph.kind(node) != NodeKind::commit) continue;
    commits.push_back(node);
    for (const Edge& parent : graph.parents_of(node)) {
      if (parent.node == no_node || graph.kind(parent.node) != NodeKind::commit) continue;
      ++waiting[node];
      ++first_child[parent.node + std::size_t{1}];
    }
  }
  for (std::size_t i = 1; i < first_child.size(); ++i) first_child[i] += first_child[i - 1];
  std::vector<Node> children(first_child.back());
  std::vector<std::uint32_t> filled(first_child.begin(), first_child.end() - 1);
  for (const Node commit : commits) {
    for (const Edge& parent : graph.parents_of(commit)) {
      if (parent.node == no_node || graph.kind(parent.node) != NodeKind::commit) continue;
      children[filled[parent.node]++] = commit;
    }
  }

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
    for (std::size_t i = first_child[commit]; i < first_child[commit + std::size_t{1}]; ++i) {
      if (--waiting[children[i]] == 0) ready.push(children[i]);
    }
  }
  return order;
}

}  // namespace keysieve
