#include "cli/repo_config.h"

#include <system_error>

namespace keysieve::cli {

namespace fs = std::filesystem;

std::optional<fs::path> repo_config(const fs::path& path) {
  std::error_code error;
  for (fs::path folder = fs::weakly_canonical(path, error); !error;) {
    if (fs::exists(folder / ".git", error)) {
      const fs::path file = folder / ".keysieve.toml";
      return fs::is_regular_file(file, error) ? std::optional(file) : std::nullopt;
    }
    if (folder == folder.root_path() || folder.empty()) break;
    folder = folder.parent_path();
  }
  return std::nullopt;
}

}  // namespace keysieve::cli
