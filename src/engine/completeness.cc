#include "engine/completeness.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace keysieve {
namespace {

const char* kind_word(NodeKind kind) {
  return kind == NodeKind::commit ? "commit" : kind == NodeKind::tag ? "tag" : "tree";
}

Notice missing_notice(const ObjectGraph& graph, const MissingObject& missing) {
  const std::string who = missing.referrer == no_node
                              ? "a ref"
                              : fmt::format("{} {}", kind_word(graph.kind(missing.referrer)),
                                            graph.id(missing.referrer).hex());
  return {"missing-object", missing.id,
          fmt::format("object {} is missing, though {} refers to it (a partial clone, or damage)",
                      missing.id.hex(), who)};
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
  std::vector<MissingObject> absent = graph.missing();  // in the order threads met them
  std::sort(absent.begin(), absent.end(), [](const MissingObject& a, const MissingObject& b) {
    return std::tie(a.id, a.referrer) < std::tie(b.id, b.referrer);
  });
  for (const MissingObject& missing : absent) {
    if (!reachable[missing.referrer]) continue;  // git prunes what only garbage refers to
    if (missing.as_parent && boundary.contains(graph.id(missing.referrer))) continue;
    note(missing);
  }
  done.skipped = done.notices.size();
  done.expected = done.scanned + done.skipped;
  return done;
}

}  // namespace keysieve
