#include "git/attribution.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "git/unread.h"

namespace keysieve {
namespace {

using Secrets = std::vector<std::uint32_t>;  // ascending

// The secrets behind each set of blobs, worked out once a set.
class SecretSets {
 public:
  SecretSets(const Holdings& holdings, std::span<const Secrets> secrets_of)
      : holdings_(holdings), secrets_of_(secrets_of), known_(holdings.set_count()) {}

  const Secrets& of(SetId set) {
    std::optional<Secrets>& secrets = known_[set];
    if (secrets) return *secrets;
    secrets.emplace();
    for (const std::uint32_t blob : holdings_.items(set)) {
      secrets->insert(secrets->end(), secrets_of_[blob].begin(), secrets_of_[blob].end());
    }
    std::sort(secrets->begin(), secrets->end());
    secrets->erase(std::unique(secrets->begin(), secrets->end()), secrets->end());
    return *secrets;
  }

 private:
  const Holdings& holdings_;
  std::span<const Secrets> secrets_of_;
  std::vector<std::optional<Secrets>> known_;
};

Secrets difference(const Secrets& a, const Secrets& b) {
  Secrets out;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out;
}

Secrets intersection(const Secrets& a, const Secrets& b) {
  Secrets out;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out;
}

SetId held_by_commit(const ObjectGraph& graph, const Holdings& holdings, Node commit) {
  const bool known = commit != no_node && graph.kind(commit) == NodeKind::commit;
  return known ? holdings.held_by(graph.tree_of(commit)) : empty_set;
}

// Whether the commit may still hold what its parents do, where it cannot be read.
bool hides_from_a_parent(const ObjectGraph& graph, Node commit) {
  const auto parents = graph.parents_of(commit);
  return std::any_of(parents.begin(), parents.end(),
                     [&](const Edge& parent) { return hides(graph, commit, parent.node); });
}

}  // namespace

std::vector<Attribution> attribute(const ObjectGraph& graph, const std::vector<Node>& parents_first,
                                   const Holdings& holdings, std::span<const Secrets> secrets_of,
                                   std::size_t secret_count, std::span<const Node> tips) {
  std::vector<Attribution> stories(secret_count);
  SecretSets sets(holdings, secrets_of);
  for (const Node commit : parents_first) {
    const auto parents = graph.parents_of(commit);
    const SetId own = held_by_commit(graph, holdings, commit);
    const auto of_parent = [&](const Edge& p) { return held_by_commit(graph, holdings, p.node); };
    if (parents.size() == 1 && of_parent(parents[0]) == own) continue;  // most commits

    Secrets added = sets.of(own);
    for (const Edge& parent : parents) added = difference(added, sets.of(of_parent(parent)));
    for (const std::uint32_t secret : added) stories[secret].introduced.push_back(commit);

    if (parents.empty()) continue;
    Secrets dropped = difference(sets.of(of_parent(parents[0])), sets.of(own));
    for (const Edge& parent : parents.subspan(1)) {
      dropped = intersection(dropped, sets.of(of_parent(parent)));
    }
    if (!dropped.empty() && hides_from_a_parent(graph, commit)) continue;
    for (const std::uint32_t secret : dropped) {
      stories[secret].removed.push_back({commit, parents[0].node});
    }
  }
  for (std::uint32_t tip = 0; tip < tips.size(); ++tip) {
    const Node node = graph.peel(tips[tip]);
    if (node == no_node) continue;
    const bool is_commit = graph.kind(node) == NodeKind::commit;
    const SetId held = is_commit ? held_by_commit(graph, holdings, node) : holdings.held_by(node);
    for (const std::uint32_t secret : sets.of(held)) stories[secret].tips.push_back(tip);
  }
  return stories;
}

}  // namespace keysieve
