// libgit2's object database with loose objects read by ourselves.
//
// libgit2 1.5 never comes back from a loose object that was cut short, and it reads them wherever
// it is asked for more than a single object: for the state of a work tree, names of revisions,
// merge bases. So its own reader of loose objects is left out.
#pragma once

#include <filesystem>
#include <vector>

#include "git/handle.h"

namespace keysieve {

// A database of these object folders and their alternates, for reading. The first must be there.
Result<OdbHandle> open_odb(const std::vector<std::filesystem::path>& folders);

}  // namespace keysieve
