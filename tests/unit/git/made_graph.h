// Object graphs made by hand, also such as git would never write: from bytes, through the same
// parsing as real objects. Ids are random, so that nothing can lean on the order of making.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "git/object_graph.h"
#include "support/fake.h"

namespace keysieve::test {

// Names and ids; a name that ends in "/" is a folder's.
using Entries = std::vector<std::pair<std::string, ObjectId>>;

std::string tree_bytes(const Entries& entries);
std::string commit_bytes(const ObjectId& tree, const std::vector<ObjectId>& parents,
                         std::int64_t time);

class MadeGraph {
 public:
  explicit MadeGraph(std::uint32_t seed = 1) : fake_(seed) {}

  ObjectId new_id();  // of an object that is not made yet, and may never be
  ObjectId blob();
  ObjectId tree(const Entries& entries) { return tree(new_id(), entries); }
  ObjectId tree(const ObjectId& id, const Entries& entries);
  ObjectId commit(const ObjectId& tree, const std::vector<ObjectId>& parents,
                  std::int64_t time = 0);
  ObjectId tag(const ObjectId& target) { return tag(new_id(), target); }
  ObjectId tag(const ObjectId& id, const ObjectId& target);

  ObjectGraph build() const;

 private:
  struct Made {
    ObjectId id;
    NodeKind kind;
    std::string bytes;
  };
  ObjectId add(const ObjectId& id, NodeKind kind, std::string bytes);

  Fake fake_;
  std::vector<Made> made_;
};

// A tree that is no difference to another.
void set_tree(ObjectGraph* graph, const ObjectId& id, std::string_view bytes,
              ObjectGraph::Part* part);

std::vector<ObjectId> ids_of(const ObjectGraph& graph, const std::vector<Node>& nodes);
std::vector<Node> nodes_of(const ObjectGraph& graph, const std::vector<ObjectId>& ids);

}  // namespace keysieve::test
