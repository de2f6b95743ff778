// The file by which a repository brings rules of its own: .keysieve.toml at the top of its work
// tree.
#pragma once

#include <filesystem>
#include <optional>

namespace keysieve::cli {

// That of the work tree that holds `path`; none: there is no such file, or no work tree.
std::optional<std::filesystem::path> repo_config(const std::filesystem::path& path);

}  // namespace keysieve::cli
