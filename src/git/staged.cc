#include "git/staged.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "git/index_file.h"
#include "git/object_text.h"
#include "git/refs.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;

// No path that git can write is deeper; a forged index must not exhaust the stack.
constexpr int deepest = 4096;

struct Item {
  TreeEntry::Kind kind = TreeEntry::Kind::blob;
  ObjectId id;
};
using Folder = std::map<std::string, Item, std::less<>>;

// Goes through the index and HEAD's tree side by side.
class IndexWalk {
 public:
  IndexWalk(const IndexFile& index, ObjectDatabase* database, StagedChange* change)
      : index_(index), database_(database), change_(change) {}

  void run() { compare("", change_->tree, index_.cached_trees().empty() ? no_tree : 0, 0); }

 private:
  static constexpr std::uint32_t no_tree = UINT32_MAX;

  const IndexEntry& entry() const { return index_.entries()[next_]; }

  // Whether entries of the folder whose path is `prefix` are left.
  bool within(const std::string& prefix) const {
    return next_ < index_.entries().size() && entry().path().starts_with(prefix);
  }

  // The index says what this folder's tree would be, and HEAD has the same: nothing in it changed.
  bool pass_over(const std::optional<ObjectId>& tree, std::uint32_t cached) {
    if (!tree || cached == no_tree) return false;
    const CachedTree& known = index_.cached_trees()[cached];
    if (known.entries < 0 || known.id != *tree) return false;
    const auto left = index_.entries().size() - next_;
    next_ += std::min(left, static_cast<std::size_t>(known.entries));
    return true;
  }

  void compare(const std::string& prefix, const std::optional<ObjectId>& tree, std::uint32_t cached,
               int depth) {
    if (pass_over(tree, cached)) return;
    Folder old = tree ? read(*tree) : Folder();
    while (within(prefix)) {
      const std::string_view rest = entry().path().substr(prefix.size());
      const std::size_t slash = rest.find('/');
      if (slash == std::string_view::npos || depth == deepest) {
        compare_file(rest, &old);
      } else {
        const std::string name(rest.substr(0, slash));
        compare_folder(prefix, name, slash + 1 == rest.size(), take_tree(&old, name),
                       child(cached, name), depth);
      }
    }
    for (const auto& [name, item] : old) remove(prefix + name, item);
  }

  void compare_folder(const std::string& prefix, const std::string& name, bool is_sparse,
                      const std::optional<ObjectId>& tree, std::uint32_t cached, int depth) {
    const std::string path = prefix + name + "/";
    if (!is_sparse) return compare(path, tree, cached, depth + 1);
    // A sparse index has one entry for a folder that is not checked out.
    const ObjectId now = entry().id();
    ++next_;
    if (tree != now) compare_trees(path, now, tree);
  }

  void compare_file(std::string_view name, Folder* old) {
    const IndexEntry& file = entry();
    ++next_;
    if (file.only_intended()) return;
    if (file.stage() != 0) return note_conflict(file, old, name);
    const std::uint32_t type = file.mode() & mode_type;
    const bool is_file = type == mode_file || type == mode_link;
    const auto before = old->find(name);
    if (before != old->end() && before->second.kind != TreeEntry::Kind::tree) {
      const Item item = before->second;
      old->erase(before);
      if (item.kind == TreeEntry::Kind::blob && is_file && item.id == file.id()) return;
      remove(std::string(file.path()), item);
    }
    if (is_file) change_->added.push_back({std::string(file.path()), file.id()});
  }

  // Git commits none of it before the conflict is resolved.
  void note_conflict(const IndexEntry& file, Folder* old, std::string_view name) {
    if (const auto before = old->find(name); before != old->end()) old->erase(before);
    if (last_conflict_ == file.path()) return;
    last_conflict_ = file.path();
    change_->notices.push_back(
        {"unmerged", std::nullopt,
         fmt::format("{} is in conflict: it can be neither committed nor scanned before it is "
                     "resolved and added",
                     file.path())});
  }

  // Two trees that both stand in the database.
  void compare_trees(const std::string& prefix, const ObjectId& now,
                     const std::optional<ObjectId>& before) {
    Folder old;
    if (before) {
      for (auto& file : files_of(database_, *before)) old[file.path] = {{}, file.id};
    }
    for (auto& file : files_of(database_, now)) {
      const auto same = old.find(file.path);
      const bool changed = same == old.end() || same->second.id != file.id;
      if (!changed) old.erase(same);
      if (changed) change_->added.push_back({prefix + file.path, file.id});
    }
    for (const auto& [path, item] : old) change_->replaced.push_back({prefix + path, item.id});
  }

  void remove(const std::string& path, const Item& item) {
    if (item.kind == TreeEntry::Kind::blob) change_->replaced.push_back({path, item.id});
    if (item.kind != TreeEntry::Kind::tree) return;
    for (auto& file : files_of(database_, item.id)) {
      change_->replaced.push_back({path + "/" + file.path, file.id});
    }
  }

  static std::optional<ObjectId> take_tree(Folder* old, const std::string& name) {
    const auto found = old->find(name);
    if (found == old->end() || found->second.kind != TreeEntry::Kind::tree) return std::nullopt;
    const ObjectId id = found->second.id;
    old->erase(found);
    return id;
  }

  std::uint32_t child(std::uint32_t cached, std::string_view name) const {
    if (cached == no_tree) return no_tree;
    const auto& trees = index_.cached_trees();
    for (std::uint32_t i = cached + 1; i < trees[cached].end; i = trees[i].end) {
      if (trees[i].name == name) return i;
    }
    return no_tree;
  }

  // What HEAD lacks makes more of the change new: no harm.
  Folder read(const ObjectId& tree) {
    Folder folder;
    for_each_entry(database_, tree, [&](const TreeEntry& entry) {
      folder.emplace(entry.name, Item{entry.kind, entry.id});
    });
    return folder;
  }

  const IndexFile& index_;
  ObjectDatabase* database_;
  StagedChange* change_;
  std::size_t next_ = 0;
  std::string last_conflict_;
};

Result<std::optional<ObjectId>> tree_of(ObjectDatabase* database,
                                        const std::optional<ObjectId>& head) {
  if (!head) return std::optional<ObjectId>();
  const ObjectBytes object = database->read(*head, UINT64_MAX);
  const auto commit = parse_commit(object.view());
  if (commit) return std::optional(commit->tree);
  return Error{ErrorCode::git, object.problem
                                   ? "cannot read HEAD: " + object.problem->message
                                   : fmt::format("HEAD is {}, which is no commit", head->hex())};
}

bool by_path(const StagedEntry& a, const StagedEntry& b) {
  return a.path < b.path;
}

}  // namespace

Result<StagedChange> find_staged(const Repository& repository) {
  StagedChange change;
  change.head = read_head(repository);
  auto database = ObjectDatabase::open(repository);
  if (!database) return database.error();
  const auto tree = tree_of(&*database, change.head);
  if (!tree) return tree.error();
  change.tree = *tree;
  const auto index = IndexFile::open(index_path(repository.git_dir), repository.git_dir);
  if (!index) return index.error();
  IndexWalk(*index, &*database, &change).run();
  std::sort(change.added.begin(), change.added.end(), by_path);
  std::sort(change.replaced.begin(), change.replaced.end(), by_path);
  return change;
}

std::vector<StagedEntry> files_of(ObjectDatabase* database, const ObjectId& tree) {
  std::vector<StagedEntry> files;
  std::vector<StagedEntry> open{{"", tree}};
  while (!open.empty()) {
    const StagedEntry folder = std::move(open.back());
    open.pop_back();
    for_each_entry(database, folder.id, [&](const TreeEntry& entry) {
      StagedEntry found{folder.path + std::string(entry.name), entry.id};
      if (entry.kind == TreeEntry::Kind::tree) {
        found.path += '/';
        open.push_back(std::move(found));
      } else if (entry.kind == TreeEntry::Kind::blob) {
        files.push_back(std::move(found));
      }
    });
  }
  return files;
}

StagedBlob read_staged(ObjectDatabase* database, const StagedEntry& entry,
                       std::uint64_t max_object_bytes, const Limits& limits) {
  const std::uint64_t at_once = std::min(max_object_bytes, limits.largest_held_blob);
  StagedBlob blob{database->read(entry.id, at_once), std::nullopt, std::nullopt};
  blob.problem = std::exchange(blob.bytes.problem, std::nullopt);
  const bool large = blob.problem && blob.problem->kind == "too-large";
  if (large && blob.bytes.size <= max_object_bytes) {
    blob.large = database->large_blob(entry.id);
    if (blob.large) blob.problem.reset();
    if (!blob.large) blob.problem = too_large_to_hold(entry.id, blob.bytes.size);
  } else if (large) {
    blob.problem = too_large(entry.id, blob.bytes.size, max_object_bytes);
  }
  if (blob.problem)
    blob.problem->message = fmt::format("{}: {}", entry.path, blob.problem->message);
  return blob;
}

}  // namespace keysieve
