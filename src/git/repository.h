// A repository as files: where it is, what it calls its parts. Nothing of it is ever executed, and
// no configuration but the format of the repository is heeded.
#pragma once

#include <filesystem>
#include <vector>

#include "git/handle.h"

namespace keysieve {

struct Repository {
  RepositoryHandle handle;
  std::filesystem::path git_dir;     // this work tree's own: HEAD, index
  std::filesystem::path common_dir;  // the repository's: objects, refs, hooks
  std::filesystem::path work_dir;    // empty: bare
  bool shallow = false;
  std::vector<std::filesystem::path> object_dirs{};  // its own, then others that it borrows from
};

// Opens the repository that `path` is in: the repository itself, or anywhere in its work tree. An
// error says what is there instead, or whose it is.
Result<Repository> open_repository(const std::filesystem::path& path);

// The same for what git starts, a hook: objects are also where GIT_OBJECT_DIRECTORY and
// GIT_ALTERNATE_OBJECT_DIRECTORIES say. What a push brings waits there, in quarantine, until the
// hooks of the server have let it in.
Result<Repository> open_repository_in_environment(const std::filesystem::path& path);

}  // namespace keysieve
