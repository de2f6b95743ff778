// A repository as files: where it is, what it calls its parts. Nothing of it is ever executed, and
// no configuration but the format of the repository and core.hooksPath is heeded.
#pragma once

#include <filesystem>

#include "git/handle.h"

namespace keysieve {

struct Repository {
  RepositoryHandle handle;
  std::filesystem::path git_dir;     // this work tree's own: HEAD, index
  std::filesystem::path common_dir;  // the repository's: objects, refs, hooks
  std::filesystem::path work_dir;    // empty: bare
  bool shallow = false;
};

// Opens the repository that `path` is in: the repository itself, or anywhere in its work tree. An
// error says what is there instead, or whose it is.
Result<Repository> open_repository(const std::filesystem::path& path);

// Where git looks for the hooks of `repository`: core.hooksPath, else the hooks folder. The folder
// may not exist.
Result<std::filesystem::path> hooks_dir(const Repository& repository);

}  // namespace keysieve
