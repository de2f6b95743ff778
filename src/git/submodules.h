// The repositories inside a repository: submodules, checked out or not, and what git links to but
// nobody has cloned.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "git/repository.h"
#include "keysieve/scan.h"

namespace keysieve {

struct Submodule {
  std::string path;               // in the work tree; its name where it is not checked out
  std::filesystem::path git_dir;  // its own database
};

struct Submodules {
  std::vector<Submodule> found;  // by path; each database once
  std::vector<Notice> absent;    // in the index, but no database here; or not to be opened
};

// Those of `repository` itself; the submodules of a submodule are its own. They are looked for
// where the index has a link, and among the databases that git keeps in its folder `modules`.
Submodules list_submodules(const Repository& repository);

}  // namespace keysieve
