#include "git/range_objects.h"

#include "git/object_database.h"
#include "git/object_text.h"

namespace keysieve {
namespace {

class ContentsWalk {
 public:
  ContentsWalk(ObjectDatabase* database, const ObjectSet& except)
      : database_(database), except_(except) {}

  void add(const ObjectId& root) {
    reach(root);
    while (!open_.empty()) {
      const ObjectId id = open_.back();
      open_.pop_back();
      open(id);
    }
  }

  ObjectSet take() && { return std::move(seen_); }

 private:
  void reach(const ObjectId& id) {
    if (list(id)) open_.push_back(id);
  }
  bool list(const ObjectId& id) { return !except_.contains(id) && seen_.insert(id).second; }

  void open(const ObjectId& id) {
    const ObjectBytes object = database_->read(id, UINT64_MAX);
    const std::string_view bytes = object.view();
    switch (object.type) {
      case GIT_OBJECT_COMMIT:
        if (const auto commit = parse_commit(bytes)) reach(commit->tree);
        return;
      case GIT_OBJECT_TAG:
        if (const auto tag = parse_tag(bytes)) reach(tag->target);
        return;
      case GIT_OBJECT_TREE:
        return open_tree(bytes);
      default:
        return;
    }
  }

  void open_tree(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto entry = take_tree_entry(&bytes);
      if (!entry) return;
      if (entry->kind == TreeEntry::Kind::tree) reach(entry->id);
      if (entry->kind == TreeEntry::Kind::blob) list(entry->id);
    }
  }

  ObjectDatabase* database_;
  const ObjectSet& except_;
  ObjectSet seen_;
  std::vector<ObjectId> open_;
};

}  // namespace

Result<ObjectSet> contents_of(const Repository& repository, std::span<const ObjectId> roots,
                              const ObjectSet& except) {
  auto database = ObjectDatabase::open(repository);
  if (!database) return database.error();
  ContentsWalk walk(&*database, except);
  for (const ObjectId& root : roots) walk.add(root);
  return std::move(walk).take();
}

}  // namespace keysieve
