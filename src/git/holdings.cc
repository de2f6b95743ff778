#include "git/holdings.h"

#include <algorithm>

namespace keysieve {
namespace {

void sort_unique(std::vector<std::uint32_t>* values) {
  std::sort(values->begin(), values->end());
  values->erase(std::unique(values->begin(), values->end()), values->end());
}

}  // namespace

Holdings::Holdings(const ObjectGraph& graph, const HeldEdges& held_edges,
                   std::span<const Node> found)
    : held_(graph.size(), empty_set), sets_(1) {
  std::vector<bool> seen(graph.size(), false);
  for (std::uint32_t i = 0; i < found.size(); ++i) {
    held_[found[i]] = number_of({i});
    seen[found[i]] = true;
  }
  for (Node node = 0; node < graph.size(); ++node) {
    if (graph.kind(node) == NodeKind::tree) visit(graph, held_edges, node, &seen);
  }
}

// Depth first with a stack of its own: how deep trees are nested is up to whoever wrote them. A
// node is `seen` when it is entered, so that even trees that claim to hold each other come to an
// end.
void Holdings::visit(const ObjectGraph& graph, const HeldEdges& held_edges, Node tree,
                     std::vector<bool>* seen) {
  struct Frame {
    Node tree;
    std::size_t next = 0;
    std::vector<SetId> parts;
  };
  if ((*seen)[tree]) return;
  std::vector<Frame> stack;
  const auto enter = [&](Node node) {
    (*seen)[node] = true;
    stack.push_back({node, 0, {}});
  };
  enter(tree);
  while (!stack.empty()) {
    Frame& frame = stack.back();
    const auto edges = held_edges.of(frame.tree);
    if (frame.next == edges.size()) {
      held_[frame.tree] = union_of(std::move(frame.parts));
      stack.pop_back();
      continue;
    }
    const Node child = edges[frame.next].node;
    if (graph.kind(child) == NodeKind::tree && !(*seen)[child]) {
      enter(child);  // and come back to this entry when it is done
      continue;
    }
    ++frame.next;
    if (held_by(child) != empty_set) frame.parts.push_back(held_by(child));
  }
}

SetId Holdings::union_of(std::vector<SetId> parts) {
  sort_unique(&parts);
  if (parts.empty()) return empty_set;
  if (parts.size() == 1) return parts.front();
  const auto [known, is_new] = unions_.try_emplace(parts, empty_set);
  if (is_new) {
    std::vector<std::uint32_t> items;
    for (const SetId part : parts)
      items.insert(items.end(), sets_[part].begin(), sets_[part].end());
    sort_unique(&items);
    known->second = number_of(std::move(items));
  }
  return known->second;
}

SetId Holdings::number_of(std::vector<std::uint32_t> items) {
  const auto [known, is_new] =
      numbers_.try_emplace(std::move(items), static_cast<SetId>(sets_.size()));
  if (is_new) sets_.push_back(known->first);
  return known->second;
}

}  // namespace keysieve
