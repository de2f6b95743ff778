#include "git/sweep.h"

#include <algorithm>
#include <iterator>
#include <memory>

#include <fmt/format.h>

#include "base/stage_clock.h"
#include "git/object_database.h"
#include "git/tree_reader.h"

namespace keysieve {
namespace {

// Tells of objects that were read: not of each, for that would keep the threads busy with each
// other.
class Batch {
 public:
  void add(std::uint64_t bytes, const SweepOptions& options) {
    constexpr std::uint64_t many = 256, large = 4 << 20;
    ++objects_;
    bytes_ += bytes;
    if (objects_ >= many || bytes_ >= large) tell(options);
  }
  void tell(const SweepOptions& options) {
    if (options.on_read && objects_ > 0) options.on_read(objects_, bytes_);
    objects_ = bytes_ = 0;
  }

 private:
  std::uint64_t objects_ = 0, bytes_ = 0;
};

// What one thread gathers.
struct Worker {
  ObjectGraph::Part part;
  TreeReader trees;
  std::vector<Notice> notices;
  std::uint64_t texts = 0, text_bytes = 0;
  TextVisitor visit;
  std::vector<Node> wanted;  // blobs that something is in
  Batch batch;
};

void pass_on(Worker* worker, const SweptText& text) {
  ++worker->texts;
  worker->text_bytes += text.large != nullptr ? text.large->size : text.bytes.size();
  if (worker->visit(text) && text.kind == ObjectKind::blob) worker->wanted.push_back(text.node);
}

void malformed(Worker* worker, const ObjectId& id, const char* kind) {
  worker->notices.push_back(
      {"corrupt-object", id,
       fmt::format("{} {} is malformed and was not scanned", kind, id.hex())});
}

void take_commit(Worker* worker, ObjectGraph* graph, Node node, const RawObject& object) {
  const StageScope stage(Stage::graph);
  const auto commit = parse_commit(object.bytes);
  if (!commit) return malformed(worker, object.id, "commit");
  graph->set_commit(node, *commit, &worker->part);
  stage.change(Stage::read);
  pass_on(worker, {node, ObjectKind::commit, commit->message});
  for (const std::string_view merged : commit->merged_tags) {
    const std::string bytes = unfold_tag(merged);
    if (const auto tag = parse_tag(bytes)) worker->visit({node, ObjectKind::commit, tag->message});
  }
}

void take_tag(Worker* worker, ObjectGraph* graph, Node node, const RawObject& object) {
  const auto tag = parse_tag(object.bytes);
  if (!tag) return malformed(worker, object.id, "tag");
  graph->set_tag(node, *tag, &worker->part);
  pass_on(worker, {node, ObjectKind::tag, tag->message});
}

void take_tree(Worker* worker, ObjectGraph* graph, Node node, const RawObject& object) {
  const StageScope stage(Stage::graph);
  const TreeDifference& tree = worker->trees.read(node, object);
  graph->set_tree(node, tree, &worker->part);
  if (!tree.sound) malformed(worker, object.id, "tree");
}

void take(Worker* worker, ObjectGraph* graph, const RawObject& object) {
  if (object.problem != nullptr) return worker->notices.push_back(*object.problem);
  const Node node = graph->find(object.id);
  switch (object.type) {
    case GIT_OBJECT_BLOB:
      graph->set_blob(node);
      return pass_on(
          worker, {node, ObjectKind::blob, object.bytes, object.slot, object.delta, object.large});
    case GIT_OBJECT_TREE:
      return take_tree(worker, graph, node, object);
    case GIT_OBJECT_COMMIT:
      return take_commit(worker, graph, node, object);
    case GIT_OBJECT_TAG:
      return take_tag(worker, graph, node, object);
    default:
      return malformed(worker, object.id, "object");
  }
}

// A graph of `ids` and of the empty tree, which git knows even where nobody has stored it.
ObjectGraph new_graph(std::vector<ObjectId> ids) {
  if (!std::is_sorted(ids.begin(), ids.end())) std::sort(ids.begin(), ids.end());
  const auto place = std::lower_bound(ids.begin(), ids.end(), empty_tree);
  if (place == ids.end() || *place != empty_tree) {
    ids.insert(place, empty_tree);
    ids.shrink_to_fit();  // it is long, and had doubled
  }
  ObjectGraph graph(std::move(ids));
  ObjectGraph::Part part;
  graph.set_tree(graph.find(empty_tree), {}, &part);
  graph.adopt(std::move(part));
  return graph;
}

}  // namespace

Result<Sweep> sweep(const Repository& repository, const SweepOptions& options,
                    const std::function<TextVisitor(const ObjectGraph&)>& make_visitor) {
  ObjectList list =
      options.only != nullptr ? ObjectList{*options.only, {}} : list_objects(repository);
  Sweep sweep{new_graph(std::move(list.ids)), 0, 0, std::move(list.notices)};

  std::vector<std::unique_ptr<Worker>> workers;
  ReadOptions how = options.read;
  how.before_trees = [&] {
    std::vector<Node> wanted;
    for (const auto& worker : workers) {
      wanted.insert(wanted.end(), worker->wanted.begin(), worker->wanted.end());
    }
    sweep.graph.want_only(wanted);
  };
  auto read = read_objects(repository, sweep.graph.ids(), how, [&]() -> ObjectVisitor {
    workers.push_back(std::make_unique<Worker>());
    Worker* const worker = workers.back().get();
    worker->visit = make_visitor(sweep.graph);
    return [&, worker](const RawObject& object) {
      take(worker, &sweep.graph, object);
      worker->batch.add(object.large != nullptr ? object.large->size : object.bytes.size(),
                        options);
    };
  });
  if (!read) return read.error();
  sweep.notices.insert(sweep.notices.end(), read->begin(), read->end());

  const StageScope stage(Stage::graph);
  for (const auto& worker : workers) {
    worker->batch.tell(options);
    sweep.graph.adopt(std::move(worker->part));
    sweep.texts += worker->texts;
    sweep.text_bytes += worker->text_bytes;
    std::move(worker->notices.begin(), worker->notices.end(), std::back_inserter(sweep.notices));
  }
  return sweep;
}

}  // namespace keysieve
