// The story of each secret: which commits introduced it, which removed it, where it still lives.
//
//   introduced  by the commits whose tree holds it at some path while no parent's tree holds it at
//               any, and by those whose message holds it
//   removed     by a commit whose tree lacks it though its parent's, or for a merge every
//               parent's, holds it; not where the tree may hold it in what could not be read
//   present     in the trees of the tips that hold it
//
// Merges, renames, copies, cherry-picks and parallel branches follow from these three sentences:
// nothing here knows of them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "git/holdings.h"
#include "git/object_graph.h"

namespace keysieve {

struct RemovedIn {
  Node commit = no_node;
  Node parent = no_node;  // the first, whose tree holds the secret
};

struct Attribution {
  std::vector<Node> introduced;     // by their trees; parents first
  std::vector<RemovedIn> removed;   // parents first
  std::vector<std::uint32_t> tips;  // indexes of the tips that hold it, ascending
};

// `secrets_of[i]` are the secrets, below `secret_count`, in the found blob i of `holdings`; `tips`
// are nodes as refs name them (tags are peeled; a tip may be a tree or a blob). One entry a secret.
std::vector<Attribution> attribute(const ObjectGraph& graph, const std::vector<Node>& parents_first,
                                   const Holdings& holdings,
                                   std::span<const std::vector<std::uint32_t>> secrets_of,
                                   std::size_t secret_count, std::span<const Node> tips);

}  // namespace keysieve
