#include "made_graph.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "git/tree_reader.h"

namespace keysieve::test {

std::string tree_bytes(const Entries& entries) {
  std::string bytes;
  for (const auto& [name, id] : entries) {
    const bool folder = name.ends_with('/');
    bytes += folder ? "40000 " + name.substr(0, name.size() - 1) : "100644 " + name;
    bytes += '\0';
    bytes.append(id.bytes.begin(), id.bytes.end());
  }
  return bytes;
}

std::string commit_bytes(const ObjectId& tree, const std::vector<ObjectId>& parents,
                         std::int64_t time) {
  std::string bytes = fmt::format("tree {}\n", tree.hex());
  for (const ObjectId& parent : parents) bytes += fmt::format("parent {}\n", parent.hex());
  return bytes + fmt::format(
                     "author A <a@example.org> {0} +0000\n"
                     "committer C <c@example.org> {0} +0000\n\nwords\n",
                     time);
}

ObjectId MadeGraph::new_id() {
  return *ObjectId::from_hex(fake_.hex(40));
}

ObjectId MadeGraph::add(const ObjectId& id, NodeKind kind, std::string bytes) {
  made_.push_back({id, kind, std::move(bytes)});
  return id;
}

ObjectId MadeGraph::blob() {
  return add(new_id(), NodeKind::blob, "");
}

ObjectId MadeGraph::tree(const ObjectId& id, const Entries& entries) {
  return add(id, NodeKind::tree, tree_bytes(entries));
}

ObjectId MadeGraph::commit(const ObjectId& tree, const std::vector<ObjectId>& parents,
                           std::int64_t time) {
  return add(new_id(), NodeKind::commit, commit_bytes(tree, parents, time));
}

ObjectId MadeGraph::tag(const ObjectId& id, const ObjectId& target) {
  return add(id, NodeKind::tag,
             fmt::format("object {}\ntype commit\ntag t\n\nwords\n", target.hex()));
}

ObjectGraph MadeGraph::build() const {
  std::vector<ObjectId> ids;
  for (const Made& made : made_) ids.push_back(made.id);
  std::sort(ids.begin(), ids.end());
  ObjectGraph graph(std::move(ids));
  ObjectGraph::Part part;
  for (const auto& [id, kind, bytes] : made_) {
    const Node node = graph.find(id);
    if (kind == NodeKind::blob) graph.set_blob(node);
    if (kind == NodeKind::tree) set_tree(&graph, id, bytes, &part);
    if (kind == NodeKind::commit) graph.set_commit(node, parse_commit(bytes).value(), &part);
    if (kind == NodeKind::tag) graph.set_tag(node, parse_tag(bytes).value(), &part);
  }
  graph.adopt(std::move(part));
  return graph;
}

void set_tree(ObjectGraph* graph, const ObjectId& id, std::string_view bytes,
              ObjectGraph::Part* part) {
  TreeReader reader;
  graph->set_tree(graph->find(id), reader.read(graph->find(id), {id, GIT_OBJECT_TREE, bytes}),
                  part);
}

std::vector<ObjectId> ids_of(const ObjectGraph& graph, const std::vector<Node>& nodes) {
  std::vector<ObjectId> ids;
  for (const Node node : nodes) ids.push_back(graph.id(node));
  return ids;
}

std::vector<Node> nodes_of(const ObjectGraph& graph, const std::vector<ObjectId>& ids) {
  std::vector<Node> nodes;
  for (const ObjectId& id : ids) nodes.push_back(graph.find(id));
  return nodes;
}

}  // namespace keysieve::test
