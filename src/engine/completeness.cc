#include "engine/completeness.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace keysieve {
namespace {

// Which trees refer to it is left unsaid: those that add it to their bases depend on how git packed
// them.
std::string who_refers(const ObjectGraph& graph, Node referrer) {
  if (referrer == no_node) return "a ref";
  const NodeKind kind = graph.kind(referrer);
  if (kind == NodeKind::tree) return "a tree";
  return fmt::format("{} {}", kind == NodeKind::commit ? "commit" : "tag",
                     graph.id(referrer).hex());
}

// Whether something reachable refers to a missing object. (git prunes what only garbage refers to.)
class Referrers {
 public:
  Referrers(const ObjectGraph& graph, const std::vector<bool>& reachable)
      : graph_(graph), reachable_(reachable), deltas_(trees_by_base(graph)) {}

  bool any(const MissingObject& missing) const {
    if (graph_.kind(missing.referrer) != NodeKind::tree) return reachable_[missing.referrer];
    const Edge entry{no_node, missing.name};
    std::vector<Node> trees{missing.referrer};  // and those that have the entry from it
    while (!trees.empty()) {
      const Node tree = trees.back();
      trees.pop_back();
      if (reachable_[tree]) return true;
      for (const Node delta : deltas_.of(tree)) {
        const auto removed = graph_.removed(delta);
        if (std::find(removed.begin(), removed.end(), entry) == removed.end()) {
          trees.push_back(delta);
        }
      }
    }
    return false;
  }

 private:
  const ObjectGraph& graph_;
  const std::vector<bool>& reachable_;
  Lists<Node> deltas_;
};

// Of one object, commits and tags that refer to it come before trees.
std::vector<MissingObject> in_order(const ObjectGraph& graph) {
  std::vector<MissingObject> missing = graph.missing();  // in the order threads met them
  const auto key = [&](const MissingObject& m) {
    return std::tuple(m.id, graph.kind(m.referrer) == NodeKind::tree, m.referrer, m.name);
  };
  std::sort(missing.begin(), missing.end(),
            [&](const MissingObject& a, const MissingObject& b) { return key(a) < key(b); });
  return missing;
}

Notice missing_notice(const ObjectGraph& graph, const MissingObject& missing) {
  return {"missing-object", missing.id,
          fmt::format("object {} is missing, though {} refers to it (a partial clone, or damage)",
                      missing.id.hex(), who_refers(graph, missing.referrer))};
}

}  // namespace

Completeness completeness_of(Sweep* sweep, const std::vector<bool>& reachable,
                             const std::vector<MissingObject>& missing_tips,
                             const std::set<ObjectId>& boundary) {
  const ObjectGraph& graph = sweep->graph;
  Completeness done;
  done.scanned = sweep->texts;
  done.notices = std::move(sweep->notices);
  std::set<ObjectId> known;
  const auto note = [&](const MissingObject& missing) {
    if (known.insert(missing.id).second) done.notices.push_back(missing_notice(graph, missing));
  };
  for (const MissingObject& missing : missing_tips) note(missing);
  const Referrers referrers(graph, reachable);
  for (const MissingObject& missing : in_order(graph)) {
    if (known.contains(missing.id)) continue;
    if (missing.as_parent && boundary.contains(graph.id(missing.referrer))) continue;
    if (referrers.any(missing)) note(missing);
  }
  done.skipped = done.notices.size();
  done.expected = done.scanned + done.skipped;
  return done;
}

}  // namespace keysieve
