#include "git/range_objects.h"

#include <algorithm>

#include "git/object_text.h"
#include "git/read_objects.h"

namespace keysieve {
namespace {

class ContentsWalk {
 public:
  ContentsWalk(git_odb* database, const ObjectSet& except) : database_(database), except_(except) {}

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
    const git_oid oid = to_git_oid(id);
    git_odb_object* raw = nullptr;
    if (git_odb_read(&raw, database_, &oid) != 0) return;
    const OdbObjectHandle object(raw);
    const std::string_view bytes(static_cast<const char*>(git_odb_object_data(raw)),
                                 git_odb_object_size(raw));
    switch (git_odb_object_type(raw)) {
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

  git_odb* database_;
  const ObjectSet& except_;
  ObjectSet seen_;
  std::vector<ObjectId> open_;
};

}  // namespace

Result<ObjectSet> contents_of(const Repository& repository, std::span<const ObjectId> roots,
                              const ObjectSet& except) {
  git_odb* raw = nullptr;
  if (const int code = git_repository_odb(&raw, repository.handle.get()); code != 0) {
    return last_git_error(code, "cannot open the object database");
  }
  const OdbHandle database(raw);
  ContentsWalk walk(raw, except);
  for (const ObjectId& root : roots) walk.add(root);
  return std::move(walk).take();
}

Result<std::vector<ObjectId>> in_reading_order(const Repository& repository, ObjectSet set) {
  auto ids = list_objects(repository);
  if (!ids) return ids;
  std::erase_if(*ids, [&](const ObjectId& id) { return set.erase(id) == 0; });
  std::vector<ObjectId> absent(set.begin(), set.end());
  std::sort(absent.begin(), absent.end());
  ids->insert(ids->end(), absent.begin(), absent.end());
  return ids;
}

}  // namespace keysieve
