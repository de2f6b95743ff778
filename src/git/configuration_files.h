// The files of git's configuration that lie outside a repository, and those that they name: what
// libgit2 reads when it opens one.
#pragma once

#include <filesystem>
#include <vector>

#include "git/repository.h"

namespace keysieve {

// The system's and the user's own configuration, what they and the repository's include, and lists
// of what git ignores. Some may not be there, and one that is included may be named more than once:
// its name is tried from the folder of every other.
std::vector<std::filesystem::path> configuration_files(const Repository& repository);

}  // namespace keysieve
