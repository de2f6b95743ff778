#include "git/places.h"

#include <algorithm>
#include <set>
#include <utility>

namespace keysieve {
namespace {

// Trees that repeat inside each other can make more paths than there are atoms; nobody reads them.
constexpr std::size_t most_trees_a_commit = 100'000;
constexpr std::size_t longest_path = 64 << 10;

// The trees that stand under `name` in `trees`, and hold something.
std::vector<Node> subtrees(const ObjectGraph& graph, const HeldEdges& held_edges,
                           const std::vector<Node>& trees, std::uint32_t name) {
  std::vector<Node> found;
  for (const Node tree : trees) {
    for (const Edge& edge : held_edges.of(tree)) {
      if (edge.name == name && graph.kind(edge.node) == NodeKind::tree) found.push_back(edge.node);
    }
  }
  return found;
}

class PlaceFinder {
 public:
  PlaceFinder(const ObjectGraph& graph, const HeldEdges& held_edges, const Holdings& holdings,
              TreeNames* names, std::size_t found_count)
      : graph_(graph),
        held_edges_(held_edges),
        holdings_(holdings),
        names_(names),
        paths_(found_count),
        places_{std::vector<std::vector<Place>>(found_count), {}} {}

  void look_at(Node commit) {
    const Node tree = graph_.tree_of(commit);
    if (holdings_.held_by(tree) == empty_set) return;
    std::vector<Node> others;
    for (const Edge& parent : graph_.parents_of(commit)) {
      const bool known = parent.node != no_node && graph_.kind(parent.node) == NodeKind::commit;
      const Node other = known ? graph_.tree_of(parent.node) : no_node;
      if (other == tree) return;
      if (other != no_node) others.push_back(other);
    }
    look_for_new(commit, tree, std::move(others));
  }

  Places take() && { return std::move(places_); }

 private:
  struct Pending {
    Node tree;
    std::vector<Node> others;  // what stands at the same path in the parents
    std::string prefix;
  };

  void look_for_new(Node commit, Node root, std::vector<Node> others) {
    std::vector<Pending> open{{root, std::move(others), ""}};
    std::vector<std::pair<std::uint32_t, std::string>> fresh;
    for (std::size_t looked = 0; !open.empty() && looked < most_trees_a_commit; ++looked) {
      const Pending at = std::move(open.back());
      open.pop_back();
      if (nothing_new(at)) continue;
      for (const auto& [edge, name] : names_->of(at.tree)) {
        if (!is_new(edge, at.others)) continue;
        std::string path = at.prefix + name;
        if (path.size() > longest_path) continue;
        if (graph_.kind(edge.node) == NodeKind::tree) {
          open.push_back(
              {edge.node, subtrees(graph_, held_edges_, at.others, edge.name), path + "/"});
        } else {
          fresh.emplace_back(holdings_.items(holdings_.held_by(edge.node)).front(),
                             std::move(path));
        }
      }
    }
    std::sort(fresh.begin(), fresh.end());
    for (auto& [item, path] : fresh) {
      if (paths_[item].insert(path).second)
        places_.by_blob[item].push_back({commit, std::move(path)});
    }
    if (!open.empty()) places_.cut_short.push_back(commit);
  }

  // Names are asked for where something is new, and that is nearly nowhere.
  bool nothing_new(const Pending& at) const {
    const auto edges = held_edges_.of(at.tree);
    return std::none_of(edges.begin(), edges.end(),
                        [&](const Edge& edge) { return is_new(edge, at.others); });
  }

  bool is_new(const Edge& edge, const std::vector<Node>& others) const {
    return std::none_of(others.begin(), others.end(), [&](Node other) {
      const auto edges = held_edges_.of(other);
      return std::binary_search(edges.begin(), edges.end(), edge);
    });
  }

  const ObjectGraph& graph_;
  const HeldEdges& held_edges_;
  const Holdings& holdings_;
  TreeNames* names_;
  std::vector<std::set<std::string>> paths_;  // by found blob: those in places_
  Places places_;
};

}  // namespace

Places find_places(const ObjectGraph& graph, const std::vector<Node>& parents_first,
                   const HeldEdges& held_edges, const Holdings& holdings, TreeNames* names,
                   std::size_t found_count) {
  PlaceFinder finder(graph, held_edges, holdings, names, found_count);
  for (const Node commit : parents_first) finder.look_at(commit);
  return std::move(finder).take();
}

std::optional<HeldAt> first_path(const ObjectGraph& graph, const Holdings& holdings,
                                 TreeNames* names, Node tree,
                                 const std::function<bool(std::uint32_t item)>& wanted) {
  const auto wanted_in = [&](Node node) -> std::optional<std::uint32_t> {
    const auto items = holdings.items(holdings.held_by(node));
    const auto item = std::find_if(items.begin(), items.end(), wanted);
    return item == items.end() ? std::nullopt : std::optional(*item);
  };
  std::string path;
  while (path.size() <= longest_path) {
    const std::vector<NamedEdge>& edges = names->of(tree);
    const auto first = std::find_if(edges.begin(), edges.end(), [&](const NamedEdge& named) {
      return wanted_in(named.edge.node).has_value();
    });
    if (first == edges.end()) break;
    path += first->name;
    const Node node = first->edge.node;
    if (graph.kind(node) != NodeKind::tree) return HeldAt{path, *wanted_in(node)};
    path += '/';
    tree = node;
  }
  return std::nullopt;
}

}  // namespace keysieve
