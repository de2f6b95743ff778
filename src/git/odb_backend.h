// libgit2's object database, with objects read by ourselves.
//
// libgit2 1.5 never comes back from a loose object that was cut short, crashes on damaged indexes
// of packs, and takes damaged entries of packs for other objects. And it reads objects wherever it
// is asked for more than one: for the state of a work tree, names of revisions, merge bases. So its
// own readers are left out.
#pragma once

#include <filesystem>
#include <vector>

#include "git/handle.h"

namespace keysieve {

// A database of these object folders and their alternates, for reading. The first must be there.
Result<OdbHandle> open_odb(const std::vector<std::filesystem::path>& folders);

}  // namespace keysieve
