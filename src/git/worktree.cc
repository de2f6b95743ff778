#include "git/worktree.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>

#include <fmt/format.h>

#include "base/file.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;

Result<StatusListHandle> read_status(const Repository& repository) {
  git_status_options options{};
  git_status_options_init(&options, GIT_STATUS_OPTIONS_VERSION);
  options.show = GIT_STATUS_SHOW_WORKDIR_ONLY;
  options.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS |
                  GIT_STATUS_OPT_INCLUDE_IGNORED | GIT_STATUS_OPT_RECURSE_IGNORED_DIRS |
                  GIT_STATUS_OPT_INCLUDE_UNREADABLE | GIT_STATUS_OPT_EXCLUDE_SUBMODULES |
                  GIT_STATUS_OPT_NO_REFRESH | GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH;
  git_status_list* raw = nullptr;
  if (const int code = git_status_list_new(&raw, repository.handle.get(), &options); code != 0) {
    return last_git_error(code, "cannot list the files of " + repository.work_dir.string());
  }
  return StatusListHandle(raw);
}

// Whether files stand at a path: asks of each folder once whether it, and all above it, are folders
// and not links to somewhere else.
class Presence {
 public:
  explicit Presence(fs::path top) : top_(std::move(top)) {}

  bool file_at(const fs::path& path) {
    if (!folder_at(path.parent_path())) return false;
    std::error_code error;
    const fs::file_status status = fs::symlink_status(top_ / path, error);
    return fs::is_regular_file(status) || fs::is_symlink(status);
  }

 private:
  bool folder_at(const fs::path& path) {
    if (path.empty()) return true;
    const auto known = folders_.find(path);
    if (known != folders_.end()) return known->second;
    std::error_code error;
    const bool is =
        folder_at(path.parent_path()) && fs::is_directory(fs::symlink_status(top_ / path, error));
    return folders_.emplace(path, is).first->second;
  }

  fs::path top_;
  std::map<fs::path, bool> folders_;
};

// Whether git lists it or not, what the index names is tracked: a file marked as unchanged, or one
// that a new line in .gitignore matches.
Status add_tracked(const Repository& repository, Presence* presence, WorktreeFiles* files) {
  git_index* raw = nullptr;
  if (const int code = git_repository_index(&raw, repository.handle.get()); code != 0) {
    return last_git_error(code, "cannot open the index");
  }
  const IndexHandle index(raw);
  for (std::size_t i = 0; i < git_index_entrycount(raw); ++i) {
    const git_index_entry* entry = git_index_get_byindex(raw, i);
    if (entry->mode == GIT_FILEMODE_COMMIT) {
      ++files->repositories;
    } else if (presence->file_at(entry->path)) {
      files->paths.emplace_back(entry->path);
    }
  }
  return ok_status();
}

void add_untracked(const git_status_entry& entry, bool with_ignored, Presence* presence,
                   WorktreeFiles* files) {
  if (entry.index_to_workdir == nullptr) return;
  const std::string path = entry.index_to_workdir->new_file.path;
  if ((entry.status & GIT_STATUS_WT_UNREADABLE) != 0) {
    files->unreadable.push_back(
        {"unreadable-file", std::nullopt, fmt::format("cannot look into {}", path)});
    return;
  }
  const bool ignored = (entry.status & GIT_STATUS_IGNORED) != 0;
  if (!ignored && (entry.status & GIT_STATUS_WT_NEW) == 0) return;
  if (path.ends_with('/')) {
    ++files->repositories;  // the only folders that are listed as such
  } else if (!presence->file_at(path)) {
    return;  // a pipe, a socket, a device
  } else if (ignored && !with_ignored) {
    ++files->ignored;
  } else {
    files->paths.push_back(path);
  }
}

}  // namespace

Result<WorktreeFiles> list_worktree(const Repository& repository, bool with_ignored) {
  if (repository.work_dir.empty()) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("the repository {} is bare: it has no work tree (without --worktree "
                             "its history is scanned)",
                             repository.git_dir.string())};
  }
  const auto status = read_status(repository);
  if (!status) return status.error();
  WorktreeFiles files;
  Presence presence(repository.work_dir);
  if (const auto added = add_tracked(repository, &presence, &files); !added) return added.error();
  for (std::size_t i = 0; i < git_status_list_entrycount(status->get()); ++i) {
    add_untracked(*git_status_byindex(status->get(), i), with_ignored, &presence, &files);
  }
  std::sort(files.paths.begin(),
            files.paths.end());  // a conflict is in the index up to three times
  files.paths.erase(std::unique(files.paths.begin(), files.paths.end()), files.paths.end());
  return files;
}

Status check_work_tree_holds(const Repository& repository, const fs::path& path) {
  if (repository.work_dir.empty()) return ok_status();
  std::error_code error;
  const fs::path top = fs::weakly_canonical(repository.work_dir, error);
  const fs::path inside = fs::weakly_canonical(path, error)
                              .lexically_relative(top.has_filename() ? top : top.parent_path());
  if (!error && !inside.empty() && *inside.begin() != "..") return ok_status();
  return Error{ErrorCode::unsupported,
               fmt::format("the repository at {0} says that its work tree is {1}, which is not "
                           "where it was asked for; if you mean that folder: --files {1}",
                           path.string(), repository.work_dir.string())};
}

Result<FileText> read_worktree_file(const Repository& repository, const std::string& path,
                                    std::uint64_t limit) {
  const fs::path file = repository.work_dir / path;
  std::error_code error;
  if (!fs::is_symlink(fs::symlink_status(file, error))) return open_file_text(file, limit);
  const fs::path target = fs::read_symlink(file, error);
  if (!error) return FileText(target.string());
  return Error{ErrorCode::io,
               fmt::format("cannot read the link {}: {}", file.string(), error.message())};
}

}  // namespace keysieve
