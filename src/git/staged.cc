#include "git/staged.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "git/object_database.h"
#include "git/refs.h"

namespace keysieve {
namespace {

Result<IndexHandle> open_index(const Repository& repository) {
  const char* named = std::getenv("GIT_INDEX_FILE");
  git_index* raw = nullptr;
  const int code = named != nullptr && *named != '\0'
                       ? git_index_open(&raw, named)
                       : git_repository_index(&raw, repository.handle.get());
  if (code != 0) return last_git_error(code, "cannot open the index");
  return IndexHandle(raw);
}

// HEAD's tree; null before the first commit.
Result<TreeHandle> head_tree(const Repository& repository, const std::optional<ObjectId>& head) {
  if (!head) return TreeHandle();
  const git_oid oid = to_git_oid(*head);
  git_object *commit = nullptr, *tree = nullptr;
  int code = git_object_lookup(&commit, repository.handle.get(), &oid, GIT_OBJECT_COMMIT);
  const ObjectHandle owner(commit);
  if (code == 0) code = git_object_peel(&tree, commit, GIT_OBJECT_TREE);
  if (code != 0) return last_git_error(code, "cannot read the tree of HEAD");
  return TreeHandle(reinterpret_cast<git_tree*>(tree));
}

Result<DiffHandle> staged_diff(const Repository& repository, git_tree* tree, git_index* index) {
  git_diff_options options{};
  git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
  // Nothing of the repository's attributes or configuration may hide a file; only ids are compared.
  options.flags = GIT_DIFF_INCLUDE_TYPECHANGE | GIT_DIFF_FORCE_BINARY;
  options.ignore_submodules = GIT_SUBMODULE_IGNORE_ALL;
  git_diff* raw = nullptr;
  if (const int code = git_diff_tree_to_index(&raw, repository.handle.get(), tree, index, &options);
      code != 0) {
    return last_git_error(code, "cannot compare the index with HEAD");
  }
  return DiffHandle(raw);
}

bool is_file(const git_diff_file& file) {
  return file.mode == GIT_FILEMODE_BLOB || file.mode == GIT_FILEMODE_BLOB_EXECUTABLE ||
         file.mode == GIT_FILEMODE_LINK;
}

// What is read at once, and what is read at all.
struct Sizes {
  std::uint64_t at_once = 0, at_all = 0;
};

void read_blob(ObjectDatabase* database, const git_diff_file& file, const Sizes& sizes,
               std::vector<StagedBlob>* blobs, std::vector<Notice>* notices) {
  if (!is_file(file) || git_oid_is_zero(&file.id)) return;
  const ObjectId id = to_object_id(file.id);
  ObjectBytes object = database->read(id, sizes.at_once);
  if (object.is_too_large() && object.size <= sizes.at_all) {
    if (auto large = database->large_blob(id)) {
      return blobs->push_back({file.path, id, {}, std::move(large)});
    }
    object.problem = too_large_to_hold(id, object.size);
  } else if (object.is_too_large()) {
    object.problem = too_large(id, object.size, sizes.at_all);
  }
  if (object.problem) {
    object.problem->message = fmt::format("{}: {}", file.path, object.problem->message);
    return notices->push_back(*std::move(object.problem));
  }
  blobs->push_back({file.path, id, std::string(object.view()), std::nullopt});
}

// `git add --intent-to-add`: the path is in the index, and the next commit will not have it.
bool is_only_intended(git_index* index, const git_diff_file& file) {
  const git_index_entry* entry = git_index_get_bypath(index, file.path, 0);
  return entry != nullptr && (entry->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD) != 0;
}

}  // namespace

Result<StagedChange> read_staged(const Repository& repository, std::uint64_t max_object_bytes,
                                 const Limits& limits) {
  const Sizes sizes{std::min(max_object_bytes, limits.largest_held_blob), max_object_bytes};
  StagedChange change;
  const auto refs = read_refs(repository);
  if (!refs) return refs.error();
  change.head = refs->head;
  const auto index = open_index(repository);
  if (!index) return index.error();
  const auto tree = head_tree(repository, change.head);
  if (!tree) return tree.error();
  const auto diff = staged_diff(repository, tree->get(), index->get());
  if (!diff) return diff.error();
  auto database = ObjectDatabase::open(repository);
  if (!database) return database.error();
  std::vector<Notice> unread_old;  // what HEAD lacks makes more of the change new: no harm
  for (std::size_t i = 0; i < git_diff_num_deltas(diff->get()); ++i) {
    const git_diff_delta* delta = git_diff_get_delta(diff->get(), i);
    if (delta->status == GIT_DELTA_CONFLICTED) continue;  // git refuses to commit it
    if (!is_only_intended(index->get(), delta->new_file)) {
      read_blob(&*database, delta->new_file, sizes, &change.added, &change.notices);
    }
    read_blob(&*database, delta->old_file, sizes, &change.replaced, &unread_old);
  }
  return change;
}

}  // namespace keysieve
