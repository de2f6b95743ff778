// The shape of an object database as arrays: every object is a number, its references are numbers.
// What takes git a walk through thousands of objects for each question is array arithmetic here.
//
// A node is an index into `ids`, which is sorted. A node's edges lead to
//   commit  its tree, then its parents in order; its time stands between them
//   tag     what it names
//   tree    its entries (submodules left out), each with a hash of the entry's name; those to blobs
//           that nobody will ask for may be left out, too
// Trees have a hundred times more entries than changes, so a tree is kept as the difference to its
// base, another tree: which of the base's edges it lacks, and which it adds.
// An edge to an object that the database lacks leads to `no_node` and is listed in `missing`.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/lists.h"
#include "git/entry_names.h"
#include "git/object_text.h"
#include "keysieve/object.h"

namespace keysieve {

using Node = std::uint32_t;
inline constexpr Node no_node = 0xFFFFFFFF;

enum class NodeKind : std::uint8_t { unread, blob, tree, commit, tag };

struct Edge {
  Node node = no_node;
  std::uint32_t name = 0;  // name_hash() of a tree entry's name
  auto operator<=>(const Edge&) const = default;
};

struct MissingObject {
  ObjectId id;
  Node referrer = no_node;  // a tree: the one that adds it to its base's edges
  std::uint32_t name = 0;   // in a tree, as in Edge
  bool as_parent = false;   // of a commit
};

// Room for many small arrays of edges, each of which stays where it is.
class EdgeArena {
 public:
  std::span<const Edge> store(std::span<const Edge> edges);

 private:
  static constexpr std::size_t block_size = 1 << 16;
  std::vector<std::unique_ptr<Edge[]>> blocks_;
  std::size_t left_ = 0;
  Edge* next_ = nullptr;
};

struct TreeDifference;

class ObjectGraph {
 public:
  explicit ObjectGraph(std::vector<ObjectId> sorted_ids);

  std::size_t size() const { return ids_.size(); }
  std::span<const ObjectId> ids() const { return ids_; }
  const ObjectId& id(Node node) const { return ids_[node]; }
  Node find(const ObjectId& id) const;  // no_node: not in the database

  NodeKind kind(Node node) const { return kinds_[node]; }

  // Of commits: the tree (no_node: missing), the committer's time in seconds, and the parents (each
  // may be no_node).
  Node tree_of(Node commit) const { return edges_[commit][0].node; }
  std::int64_t commit_time(Node commit) const { return time_of(edges_[commit][1]); }
  std::span<const Edge> parents_of(Node commit) const { return edges_[commit].subspan(2); }

  // Of trees: another one with almost the same edges (no_node: none), and the difference to it.
  Node base_of(Node tree) const { return edges_[tree][0].node; }
  std::span<const Edge> removed(Node tree) const {
    return edges_[tree].subspan(1, edges_[tree][0].name);
  }
  std::span<const Edge> added(Node tree) const {
    return edges_[tree].subspan(std::size_t{1} + edges_[tree][0].name);
  }

  // Of tags: what it names.
  Node target_of(Node tag) const { return edges_[tag][0].node; }

  // Follows annotated tags to what they name in the end; no_node where that is missing.
  Node peel(Node node) const;

  // One worker's part in filling the graph: different nodes may be set by different threads.
  struct Part {
    EdgeArena arena;
    EntryNames names;
    std::vector<MissingObject> missing;
    std::vector<Edge> scratch;
  };
  void set_blob(Node node) { kinds_[node] = NodeKind::blob; }

  // From now on trees are set without their edges to the blobs that are set, unless these are
  // `wanted`. Most edges are such. Not to be called while another thread sets nodes.
  void want_only(const std::vector<Node>& wanted);
  void set_commit(Node node, const CommitText& commit, Part* part);
  void set_tag(Node node, const TagText& tag, Part* part);
  void set_tree(Node node, const TreeDifference& tree, Part* part);
  void adopt(Part part);

  const std::vector<MissingObject>& missing() const { return missing_; }
  const EntryNames& names() const { return names_; }

 private:
  bool is_wanted(Node node) const {
    return node == no_node || unwanted_.empty() || !unwanted_[node];
  }
  void prefetch(const TreeDifference& tree) const;
  Edge edge_to(const ObjectId& id, Node referrer, Part* part) const;
  Edge edge_of(const TreeEntry& entry) const;

  // A time has the room of an edge.
  static Edge edge_with(std::int64_t time);
  static std::int64_t time_of(const Edge& edge);

  std::vector<ObjectId> ids_;
  int fan_shift_;                   // of an id's first 64 bits: so many are not in the index
  std::vector<std::uint32_t> fan_;  // by an id's first bits, where such ids begin: about one each
  std::vector<NodeKind> kinds_;
  std::vector<bool> unwanted_;                // by node; empty: every one is wanted
  std::vector<std::span<const Edge>> edges_;  // a tree's: its base and how many it lacks of it,
                                              // these, then those it adds
  std::vector<EdgeArena> arenas_;
  EntryNames names_;
  std::vector<MissingObject> missing_;
};

// All edges of a tree, in no order.
std::vector<Edge> edges_of(const ObjectGraph& graph, Node tree);

// By tree, those whose base it is.
Lists<Node> trees_by_base(const ObjectGraph& graph);

}  // namespace keysieve
