// The files of a work tree, by what git thinks of them: tracked, untracked, ignored.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file_text.h"
#include "git/repository.h"
#include "keysieve/scan.h"

namespace keysieve {

struct WorktreeFiles {
  std::vector<std::string> paths;  // relative to the top, sorted; regular files and symbolic links
  std::uint64_t ignored = 0;       // left out because git ignores them
  std::uint64_t repositories = 0;  // left out: submodules and other repositories inside
  std::vector<Notice> unreadable;  // folders nobody could look into
};

// Tracked files that are there, and untracked ones; with `with_ignored` ignored ones, too. Only
// names are asked for: nothing is read, filtered or executed. An error for a bare repository.
Result<WorktreeFiles> list_worktree(const Repository& repository, bool with_ignored);

// An error if the work tree is somewhere else than at or above `path`, as a repository's own
// configuration may say: nobody asked for what lies there.
Status check_work_tree_holds(const Repository& repository, const std::filesystem::path& path);

// What git would store for the file at `path`: its bytes as they lie there, of a symbolic link the
// path it names.
Result<FileText> read_worktree_file(const Repository& repository, const std::string& path,
                                    std::uint64_t limit);

}  // namespace keysieve
