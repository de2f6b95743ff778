#include "git/object_graph.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <set>

#include "git/tree_reader.h"

namespace keysieve {
namespace {

constexpr std::size_t most_tags_in_a_row = 1000;

// How many of the first 64 bits of an id to leave out, that about one id has what is left.
int shift_for(std::size_t id_count) {
  return 64 - std::clamp(static_cast<int>(std::bit_width(id_count)), 1, 32);
}

}  // namespace

std::span<const Edge> EdgeArena::store(std::span<const Edge> edges) {
  if (edges.empty()) return {};
  if (edges.size() > left_) {
    left_ = std::max(block_size, edges.size());
    blocks_.push_back(std::make_unique<Edge[]>(left_));
    next_ = blocks_.back().get();
  }
  Edge* const stored = next_;
  std::copy(edges.begin(), edges.end(), stored);
  next_ += edges.size();
  left_ -= edges.size();
  return {stored, edges.size()};
}

ObjectGraph::ObjectGraph(std::vector<ObjectId> sorted_ids)
    : ids_(std::move(sorted_ids)),
      fan_shift_(shift_for(ids_.size())),
      fan_((std::size_t{1} << (64 - fan_shift_)) + 1, 0),
      kinds_(ids_.size(), NodeKind::unread),
      edges_(ids_.size()) {
  for (const ObjectId& id : ids_) ++fan_[(id.first_bytes() >> fan_shift_) + 1];
  for (std::size_t i = 1; i < fan_.size(); ++i) fan_[i] += fan_[i - 1];
}

Node ObjectGraph::find(const ObjectId& id) const {
  const std::size_t slot = id.first_bytes() >> fan_shift_;
  const auto begin = ids_.begin() + fan_[slot], end = ids_.begin() + fan_[slot + 1];
  // Forged ids may all begin alike; those that are hashes do not, and need not be compared twice.
  const auto found = end - begin > 8 ? std::lower_bound(begin, end, id) : std::find(begin, end, id);
  return found != end && *found == id ? static_cast<Node>(found - ids_.begin()) : no_node;
}

// Finding an object is two looks at memory far away, of which those for several objects overlap.
void ObjectGraph::prefetch(const TreeDifference& tree) const {
  const auto slot = [&](const TreeEntry& entry) { return entry.id.first_bytes() >> fan_shift_; };
  for (const auto& entries : {tree.removed, tree.added}) {
    for (const TreeEntry& entry : entries) __builtin_prefetch(&fan_[slot(entry)]);
  }
  for (const auto& entries : {tree.removed, tree.added}) {
    for (const TreeEntry& entry : entries) __builtin_prefetch(ids_.data() + fan_[slot(entry)]);
  }
}

Node ObjectGraph::peel(Node node) const {
  // Ids are not verified against content here, so a forged database may hold a ring of tags.
  for (std::size_t steps = 0; steps < most_tags_in_a_row; ++steps) {
    if (node == no_node || kinds_[node] != NodeKind::tag) return node;
    node = edges_[node][0].node;
  }
  return no_node;
}

Edge ObjectGraph::edge_to(const ObjectId& id, Node referrer, Part* part) const {
  const Node node = find(id);
  if (node == no_node) part->missing.push_back({id, referrer, 0, false});
  return {node, 0};
}

Edge ObjectGraph::edge_of(const TreeEntry& entry) const {
  return {find(entry.id), name_hash(entry.name)};
}

void ObjectGraph::set_commit(Node node, const CommitText& commit, Part* part) {
  part->scratch.assign({edge_to(commit.tree, node, part),
                        edge_with(parse_signature(commit.committer).time.seconds)});
  for (const ObjectId& parent : commit.parents) {
    part->scratch.push_back(edge_to(parent, node, part));
    if (part->scratch.back().node == no_node) part->missing.back().as_parent = true;
  }
  kinds_[node] = NodeKind::commit;
  edges_[node] = part->arena.store(part->scratch);
}

Edge ObjectGraph::edge_with(std::int64_t time) {
  return std::bit_cast<Edge>(time);
}

std::int64_t ObjectGraph::time_of(const Edge& edge) {
  return std::bit_cast<std::int64_t>(edge);
}

void ObjectGraph::set_tag(Node node, const TagText& tag, Part* part) {
  const Edge edge = edge_to(tag.target, node, part);
  kinds_[node] = NodeKind::tag;
  edges_[node] = part->arena.store({&edge, 1});
}

void ObjectGraph::set_tree(Node node, const TreeDifference& tree, Part* part) {
  prefetch(tree);
  std::vector<Edge>& edges = part->scratch;
  edges.assign(1, {tree.base, 0});
  for (const TreeEntry& entry : tree.removed) {
    const Edge edge = edge_of(entry);
    if (is_wanted(edge.node)) edges.push_back(edge);
  }
  edges[0].name = static_cast<std::uint32_t>(edges.size() - 1);
  for (const TreeEntry& entry : tree.added) {
    const Edge edge = edge_of(entry);
    if (!is_wanted(edge.node)) continue;
    edges.push_back(edge);
    part->names.add(edge.name, entry.name);
    if (edge.node == no_node) part->missing.push_back({entry.id, node, edge.name, false});
  }
  kinds_[node] = NodeKind::tree;
  edges_[node] = part->arena.store(part->scratch);
}

void ObjectGraph::want_only(const std::vector<Node>& wanted) {
  unwanted_.assign(size(), false);
  for (Node node = 0; node < size(); ++node) unwanted_[node] = kinds_[node] == NodeKind::blob;
  for (const Node node : wanted) unwanted_[node] = false;
}

void ObjectGraph::adopt(Part part) {
  arenas_.push_back(std::move(part.arena));
  names_.adopt(std::move(part.names));
  std::move(part.missing.begin(), part.missing.end(), std::back_inserter(missing_));
}

std::vector<Edge> edges_of(const ObjectGraph& graph, Node tree) {
  std::vector<Edge> edges;
  std::set<Edge> lacking;  // in what is left to look at
  for (Node at = tree; at != no_node; at = graph.base_of(at)) {
    for (const Edge& edge : graph.added(at)) {
      if (!lacking.contains(edge)) edges.push_back(edge);
    }
    const auto removed = graph.removed(at);
    lacking.insert(removed.begin(), removed.end());
  }
  return edges;
}

Lists<Node> trees_by_base(const ObjectGraph& graph) {
  return {graph.size(), [&](auto use) {
            for (Node node = 0; node < graph.size(); ++node) {
              if (graph.kind(node) != NodeKind::tree) continue;
              if (graph.base_of(node) != no_node) use(graph.base_of(node), node);
            }
          }};
}

}  // namespace keysieve
