#include "git/range_objects.h"

#include <algorithm>
#include <map>

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

  Walked take() && { return {std::move(seen_), std::move(unread_)}; }

 private:
  void reach(const ObjectId& id) {
    if (list(id)) open_.push_back(id);
  }
  bool list(const ObjectId& id) { return !except_.contains(id) && seen_.insert(id).second; }

  void open(const ObjectId& id) {
    const ObjectBytes object = database_->read(id, UINT64_MAX);
    if (object.problem && !object.is_too_large()) unread_.push_back(id);
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
    for_each_entry(bytes, [&](const TreeEntry& entry) {
      if (entry.kind == TreeEntry::Kind::tree) reach(entry.id);
      if (entry.kind == TreeEntry::Kind::blob) list(entry.id);
    });
  }

  ObjectDatabase* database_;
  const ObjectSet& except_;
  ObjectSet seen_;
  std::vector<ObjectId> open_, unread_;
};

// Goes down a tree and those that were there before it side by side, where they differ.
class ChangeWalk {
 public:
  explicit ChangeWalk(ObjectDatabase* database) : database_(database) {}

  void add_commit(const ObjectId& id) {
    brought_.insert(id);
    const ObjectBytes object = database_->read(id, UINT64_MAX);
    const auto commit = parse_commit(object.view());
    if (!commit) return unread_.push_back(id);
    std::vector<ObjectId> before;
    for (const ObjectId& parent : commit->parents) {
      const ObjectBytes bytes = database_->read(parent, UINT64_MAX);
      if (const auto read = parse_commit(bytes.view())) before.push_back(read->tree);
    }
    open_.push_back({commit->tree, std::move(before)});
    while (!open_.empty()) {
      const Change next = std::move(open_.back());
      open_.pop_back();
      look_into(next);
    }
  }

  Walked take() && { return {std::move(brought_), std::move(unread_)}; }

 private:
  using Folders = std::map<std::string, ObjectId, std::less<>>;
  struct Change {
    ObjectId tree;
    std::vector<ObjectId> before;  // what stood in its place
  };

  // The entries of the trees before, each by its name.
  std::vector<Folders> entries_of(std::span<const ObjectId> trees) {
    std::vector<Folders> all;
    for (const ObjectId& id : trees) {
      Folders& entries = all.emplace_back();
      for_each_entry(database_, id,
                     [&](const TreeEntry& entry) { entries.emplace(entry.name, entry.id); });
    }
    return all;
  }

  void look_into(const Change& change) {
    const auto& [tree, before] = change;
    if (std::find(before.begin(), before.end(), tree) != before.end()) return;
    // A tree with nothing before it is taken with all that it holds: once is enough.
    if (whole_.contains(tree)) return;
    if (before.empty()) whole_.insert(tree);
    brought_.insert(tree);
    const auto old = entries_of(before);
    const ObjectBytes object = database_->read(tree, UINT64_MAX);
    if (object.type != GIT_OBJECT_TREE) return unread_.push_back(tree);
    for_each_entry(object.view(), [&](const TreeEntry& entry) { add_entry(entry, old); });
  }

  void add_entry(const TreeEntry& entry, std::span<const Folders> old) {
    if (entry.kind == TreeEntry::Kind::gitlink) return;
    std::vector<ObjectId> before;
    for (const Folders& folder : old) {
      const auto at = folder.find(entry.name);
      if (at != folder.end()) before.push_back(at->second);
    }
    if (std::find(before.begin(), before.end(), entry.id) != before.end()) return;
    if (entry.kind == TreeEntry::Kind::tree) return open_.push_back({entry.id, std::move(before)});
    brought_.insert(entry.id);
  }

  ObjectDatabase* database_;
  ObjectSet brought_, whole_;
  std::vector<Change> open_;
  std::vector<ObjectId> unread_;
};

}  // namespace

Result<Walked> brought_by(const Repository& repository, std::span<const ObjectId> commits) {
  auto database = ObjectDatabase::open(repository);
  if (!database) return database.error();
  ChangeWalk walk(&*database);
  for (const ObjectId& commit : commits) walk.add_commit(commit);
  return std::move(walk).take();
}

Result<Walked> contents_of(const Repository& repository, std::span<const ObjectId> roots,
                           const ObjectSet& except) {
  auto database = ObjectDatabase::open(repository);
  if (!database) return database.error();
  ContentsWalk walk(&*database, except);
  for (const ObjectId& root : roots) walk.add(root);
  return std::move(walk).take();
}

}  // namespace keysieve
