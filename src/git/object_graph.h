// The shape of an object database as arrays: every object is a number, its references are numbers.
// What takes git a walk through thousands of objects for each question is array arithmetic here.
//
// A node is an index into `ids`, which is sorted. A node's edges lead to
//   tree    its entries in order (submodules left out), each with a hash of the entry's name
//   commit  its tree, then its parents in order
//   tag     what it names
// An edge to an object that the database lacks leads to `no_node` and is listed in `missing`.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

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

std::uint32_t name_hash(std::string_view name);

struct MissingObject {
  ObjectId id;
  Node referrer = no_node;
  bool as_parent = false;  // of a commit
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

class ObjectGraph {
 public:
  explicit ObjectGraph(std::vector<ObjectId> sorted_ids);

  std::size_t size() const { return ids_.size(); }
  const ObjectId& id(Node node) const { return ids_[node]; }
  Node find(const ObjectId& id) const;  // no_node: not in the database

  NodeKind kind(Node node) const { return kinds_[node]; }
  std::span<const Edge> edges(Node node) const { return edges_[node]; }
  std::int64_t commit_time(Node commit) const { return times_[commit]; }

  // Of commits: the tree (no_node: missing) and the parents (each may be no_node).
  Node tree_of(Node commit) const { return edges_[commit][0].node; }
  std::span<const Edge> parents_of(Node commit) const { return edges_[commit].subspan(1); }

  // Follows annotated tags to what they name in the end; no_node where that is missing.
  Node peel(Node node) const;

  // One worker's part in filling the graph: different nodes may be set by different threads.
  struct Part {
    EdgeArena arena;
    std::vector<MissingObject> missing;
    std::vector<Edge> scratch;
  };
  void set_blob(Node node) { kinds_[node] = NodeKind::blob; }
  void set_commit(Node node, const CommitText& commit, Part* part);
  void set_tag(Node node, const TagText& tag, Part* part);
  bool set_tree(Node node, std::string_view bytes, Part* part);  // false: malformed
  void adopt(Part part);

  const std::vector<MissingObject>& missing() const { return missing_; }

 private:
  Edge edge_to(const ObjectId& id, Node referrer, Part* part) const;

  std::vector<ObjectId> ids_;
  std::vector<std::uint32_t> fan_;  // by the first two bytes of an id: where such ids begin
  std::vector<NodeKind> kinds_;
  std::vector<std::span<const Edge>> edges_;
  std::vector<std::int64_t> times_;
  std::vector<EdgeArena> arenas_;
  std::vector<MissingObject> missing_;
};

}  // namespace keysieve
