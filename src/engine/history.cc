#include "engine/history.h"

#include <algorithm>
#include <iterator>

#include "git/commit_order.h"

namespace keysieve {

Tips find_tips(const ObjectGraph& graph, const Refs& refs) {
  Tips all;
  const auto add = [&](const std::string& name, const ObjectId& target) {
    const Node node = graph.find(target);
    if (node == no_node) all.missing.push_back({target, no_node, 0, false});
    all.tips.push_back({name, node});
  };
  if (refs.head) add("HEAD", *refs.head);
  for (const Ref& ref : refs.refs) add(ref.name, ref.target);
  return all;
}

std::vector<Node> nodes_of(const std::vector<Tip>& tips) {
  std::vector<Node> nodes;
  for (const Tip& tip : tips) nodes.push_back(tip.node);
  return nodes;
}

void order_commits(History* history) {
  auto& order = history->parents_first;
  order = parents_first(history->graph);
  const auto others = std::stable_partition(order.begin(), order.end(),
                                            [&](Node node) { return history->within(node); });
  history->told.assign(order.begin(), others);
  history->rank.assign(history->graph.size(), 0);
  for (std::uint32_t i = 0; i < order.size(); ++i) history->rank[order[i]] = i;
}

}  // namespace keysieve
