// What git thinks of one file: whether a commit could take it along.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "keysieve/error.h"

namespace keysieve {

enum class Tracking {
  outside,    // in no repository with a work tree
  ignored,    // git leaves it alone
  untracked,  // `git add .` would take it
  tracked,    // it is in the index; ignoring it changes nothing
};

struct FileTracking {
  Tracking tracking = Tracking::outside;
  std::filesystem::path top;  // of the work tree
  std::string path;           // in it, with slashes
};

// Of a file that need not be there yet; its folder must.
Result<FileTracking> file_tracking(const std::filesystem::path& file);

// Adds a line for the file to .gitignore at the top of its work tree, unless git ignores it
// already. Returns the path of .gitignore; empty: nothing was to be done.
Result<std::filesystem::path> ignore_file(const FileTracking& file);

// About how many objects the packs of a repository hold, without reading them.
Result<std::uint64_t> roughly_packed_objects(const std::filesystem::path& repository);

}  // namespace keysieve
