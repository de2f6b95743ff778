#include "git/tree_names.h"

#include <algorithm>

namespace keysieve {
namespace {

constexpr std::size_t most_kept = 4096;  // trees; then it starts over, to bound memory

bool has_name(std::span<const Edge> edges, std::uint32_t name) {
  return std::any_of(edges.begin(), edges.end(),
                     [&](const Edge& edge) { return edge.name == name; });
}

// As git orders entries: a folder as if its name ended with a slash.
void sort_as_git_does(const ObjectGraph& graph, std::vector<NamedEdge>* entries) {
  const auto ends = [&](const NamedEdge& entry) {
    const bool is_folder =
        entry.edge.node != no_node && graph.kind(entry.edge.node) == NodeKind::tree;
    return entry.name + (is_folder ? "/" : "");
  };
  std::sort(entries->begin(), entries->end(),
            [&](const NamedEdge& a, const NamedEdge& b) { return ends(a) < ends(b); });
}

}  // namespace

TreeNames::TreeNames(const Repository& repository, const ObjectGraph& graph, const HeldEdges& edges)
    : graph_(&graph), edges_(&edges), database_(ObjectDatabase::open(repository)) {}

std::vector<NamedEdge> TreeNames::named(Node tree) {
  std::vector<NamedEdge> named;
  for (const Edge& edge : edges_->of(tree)) {
    const auto name = graph_->names().of(edge.name);
    if (!name) return read(tree);
    named.push_back({edge, std::string(*name)});
  }
  sort_as_git_does(*graph_, &named);
  return named;
}

std::vector<NamedEdge> TreeNames::read(Node tree) {
  const auto held = edges_->of(tree);
  std::vector<NamedEdge> named;
  const ObjectBytes object =
      database_ ? database_->read(graph_->id(tree), UINT64_MAX) : ObjectBytes();
  for_each_entry(object.view(), [&](const TreeEntry& entry) {
    if (entry.kind == TreeEntry::Kind::gitlink) return;
    const std::uint32_t name = name_hash(entry.name);
    if (!has_name(held, name)) return;  // nearly all: and finding an object takes longer
    const Edge edge{graph_->find(entry.id), name};
    if (std::binary_search(held.begin(), held.end(), edge)) {
      named.push_back({edge, std::string(entry.name)});
    }
  });
  if (named.empty()) {
    for (const Edge& edge : held) named.push_back({edge, "?"});
  }
  return named;
}

const std::vector<NamedEdge>& TreeNames::of(Node tree) {
  auto known = known_.find(tree);
  if (known == known_.end()) {
    if (known_.size() >= most_kept) known_.clear();
    known = known_.emplace(tree, named(tree)).first;
  }
  return known->second;
}

}  // namespace keysieve
