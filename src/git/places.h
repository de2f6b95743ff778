// At which paths the found blobs stand, and since which commit.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "git/holdings.h"
#include "git/object_graph.h"
#include "git/tree_names.h"

namespace keysieve {

struct Place {
  Node commit = no_node;  // the topologically oldest with the blob at this path
  std::string path;
};

struct Places {
  // For each found blob, by commit (parents first), then path; none for a blob that stands in no
  // commit's tree.
  std::vector<std::vector<Place>> by_blob;
  // Commits whose trees hold the found blobs at more paths than anybody would read: some are left
  // out.
  std::vector<Node> cut_short;
};

// Only trees that changed against all parents are looked into.
Places find_places(const ObjectGraph& graph, const std::vector<Node>& parents_first,
                   const HeldEdges& held_edges, const Holdings& holdings, TreeNames* names,
                   std::size_t found_count);

// The first path, in git's order, at which `tree` holds a blob that `wanted` accepts, and the index
// of that blob among the found.
struct HeldAt {
  std::string path;
  std::uint32_t item = 0;
};
std::optional<HeldAt> first_path(const ObjectGraph& graph, const Holdings& holdings,
                                 TreeNames* names, Node tree,
                                 const std::function<bool(std::uint32_t item)>& wanted);

}  // namespace keysieve
