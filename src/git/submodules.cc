#include "git/submodules.h"

#include <algorithm>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "base/printable.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;

constexpr int deepest_name = 16;  // a submodule's name may hold slashes: folders in folders

bool is_database(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(folder / "HEAD", error) && fs::is_directory(folder / "objects", error);
}

// The paths at which the index holds a link to a commit of another repository.
std::vector<std::string> links(const Repository& repository) {
  std::vector<std::string> paths;
  git_index* raw = nullptr;
  if (git_repository_index(&raw, repository.handle.get()) != 0) return paths;
  const IndexHandle index(raw);
  for (std::size_t i = 0; i < git_index_entrycount(raw); ++i) {
    const git_index_entry* entry = git_index_get_byindex(raw, i);
    if (entry->mode == GIT_FILEMODE_COMMIT) paths.emplace_back(entry->path);
  }
  return paths;
}

// The database of the repository whose work tree is at `top`; empty: there is none.
fs::path database_of(const fs::path& top) {
  git_repository* raw = nullptr;
  if (git_repository_open_ext(&raw, top.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr) != 0) {
    return {};
  }
  return git_repository_commondir(RepositoryHandle(raw).get());
}

class Listing {
 public:
  void add(std::string path, const fs::path& database) {
    std::error_code error;
    if (known_.insert(fs::weakly_canonical(database, error)).second) {
      all_.found.push_back({std::move(path), database});
    }
  }

  // All databases in or below `folder`, which may be missing.
  void add_below(const fs::path& folder, const std::string& name, int depth) {
    if (is_database(folder)) return add(name, folder);
    if (depth == deepest_name) return;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      if (!entry.is_directory(error) || entry.is_symlink(error)) continue;
      const std::string inner = entry.path().filename().string();
      add_below(entry.path(), name.empty() ? inner : name + "/" + inner, depth + 1);
    }
  }

  void add_absent(const std::string& path) {
    all_.absent.push_back(
        {"missing-submodule", std::nullopt,
         fmt::format("the submodule {} is not here and was not scanned (git submodule update "
                     "--init brings it)",
                     printable(path))});
  }

  Submodules take() && {
    std::sort(all_.found.begin(), all_.found.end(),
              [](const Submodule& a, const Submodule& b) { return a.path < b.path; });
    return std::move(all_);
  }

 private:
  Submodules all_;
  std::set<fs::path> known_;
};

// The name by which `modules` keeps the submodule at `path`: nearly always the path itself.
std::string name_of(const Repository& repository, const std::string& path) {
  git_submodule* raw = nullptr;
  if (git_submodule_lookup(&raw, repository.handle.get(), path.c_str()) != 0) return path;
  const SubmoduleHandle submodule(raw);
  return git_submodule_name(raw);
}

}  // namespace

Submodules list_submodules(const Repository& repository) {
  Listing listing;
  const fs::path modules = repository.git_dir / "modules";
  for (const std::string& path : links(repository)) {
    const fs::path database = database_of(repository.work_dir / path);
    if (!database.empty()) {
      listing.add(path, database);
    } else if (const auto kept = modules / name_of(repository, path); is_database(kept)) {
      listing.add(path, kept);
    } else {
      listing.add_absent(path);
    }
  }
  listing.add_below(repository.common_dir / "modules", "", 0);
  std::error_code error;
  for (const auto& tree : fs::directory_iterator(repository.common_dir / "worktrees", error)) {
    listing.add_below(tree.path() / "modules", "", 0);
  }
  return std::move(listing).take();
}

}  // namespace keysieve
