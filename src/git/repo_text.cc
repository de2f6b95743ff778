#include "git/repo_text.h"

#include <system_error>

#include <fmt/format.h>

#include "base/file.h"
#include "git/index_file.h"
#include "git/object_database.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_text = std::size_t{16} << 20;

Error no_plain_file(std::string_view name) {
  return {ErrorCode::unsupported,
          fmt::format("{} is no plain file; keysieve follows no links out of what it scans", name)};
}

OptionalText blob_text(ObjectDatabase* database, const ObjectId& id, std::string_view name) {
  const ObjectBytes object = database->read(id, largest_text);
  if (object.problem) {
    return Error{ErrorCode::git, fmt::format("cannot read {}: {}", name, object.problem->message)};
  }
  return std::optional(std::string(object.view()));
}

struct Found {
  ObjectId id;
  TreeEntry::Kind kind;
  bool link;
};

std::optional<Found> entry_in(ObjectDatabase* database, const ObjectId& tree,
                              std::string_view name) {
  std::optional<Found> found;
  for_each_entry(database, tree, [&](const TreeEntry& entry) {
    if (entry.name == name) found = {entry.id, entry.kind, entry.link};
  });
  return found;
}

// Below a tree; none where there is no such path.
std::optional<Found> entry_below(ObjectDatabase* database, ObjectId tree, std::string_view path) {
  while (true) {
    const std::size_t slash = path.find('/');
    const auto found = entry_in(database, tree, path.substr(0, slash));
    if (slash == std::string_view::npos || !found) return found;
    if (found->kind != TreeEntry::Kind::tree) return std::nullopt;
    tree = found->id;
    path.remove_prefix(slash + 1);
  }
}

Result<std::optional<Found>> entry_at(ObjectDatabase* database, const ObjectId& commit,
                                      std::string_view path) {
  const ObjectBytes object = database->read(commit, UINT64_MAX);
  if (object.problem) {
    return Error{ErrorCode::git,
                 fmt::format("cannot look for {}: {}", path, object.problem->message)};
  }
  const auto parsed = parse_commit(object.view());
  return parsed ? entry_below(database, parsed->tree, path) : std::optional<Found>();
}

OptionalText text_of(ObjectDatabase* database, const std::optional<Found>& entry,
                     std::string_view name) {
  if (!entry) return std::optional<std::string>();
  if (entry->link || entry->kind != TreeEntry::Kind::blob) return no_plain_file(name);
  return blob_text(database, entry->id, name);
}

// A sparse index holds whole folders, as trees.
std::optional<Found> entry_in_folders(ObjectDatabase* database, const IndexFile& index,
                                      std::string_view path) {
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    if (const IndexEntry* folder = index.find(path.substr(0, slash + 1))) {
      return entry_below(database, folder->id(), path.substr(slash + 1));
    }
  }
  return std::nullopt;
}

}  // namespace

OptionalText worktree_text(const fs::path& top, std::string_view name) {
  fs::path file = top;
  std::error_code error;
  fs::file_status status;
  for (const fs::path& part : fs::path(name)) {
    file /= part;
    status = fs::symlink_status(file, error);
    if (fs::is_symlink(status)) return no_plain_file(file.string());
  }
  if (status.type() == fs::file_type::not_found) return std::optional<std::string>();
  if (!fs::is_regular_file(status)) return no_plain_file(file.string());
  auto text = read_file(file, largest_text);
  if (!text) return text.error();
  return std::optional(*std::move(text));
}

OptionalText index_text(const Repository& repository, std::string_view name) {
  const auto index = IndexFile::open(index_path(repository.git_dir), repository.git_dir);
  if (!index) return index.error();
  auto database = ObjectDatabase::open(repository);
  if (!database) return database.error();
  const IndexEntry* entry = index->find(name);
  if (entry == nullptr) {
    return text_of(&*database, entry_in_folders(&*database, *index, name), name);
  }
  if (entry->stage() != 0 || entry->only_intended()) return std::optional<std::string>();
  if ((entry->mode() & mode_type) != mode_file) return no_plain_file(name);
  return blob_text(&*database, entry->id(), name);
}

std::optional<ObjectId> blob_at(const Repository& repository, const ObjectId& commit,
                                const std::string& path) {
  auto database = ObjectDatabase::open(repository);
  if (!database) return std::nullopt;
  const auto entry = entry_at(&*database, commit, path);
  return entry && *entry ? std::optional((*entry)->id) : std::nullopt;
}

OptionalText commit_text(const Repository& repository, const ObjectId& commit,
                         std::string_view name) {
  auto database = ObjectDatabase::open(repository);
  if (!database) return database.error();
  const auto entry = entry_at(&*database, commit, name);
  if (!entry) return entry.error();
  return text_of(&*database, *entry, name);
}

}  // namespace keysieve
