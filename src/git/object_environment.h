// Where git's environment says objects are: git's way of showing a hook what is not yet let in.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace keysieve {

// The folders of a list as in GIT_ALTERNATE_OBJECT_DIRECTORIES: separated by colons; one that
// begins with a double quote is quoted as git quotes names.
std::vector<std::filesystem::path> split_object_dirs(std::string_view list);

// GIT_OBJECT_DIRECTORY, and the folders of GIT_ALTERNATE_OBJECT_DIRECTORIES; either may be unset.
std::vector<std::filesystem::path> object_dirs_of_environment();

}  // namespace keysieve
