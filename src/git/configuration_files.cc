#include "git/configuration_files.h"

#include <string>

namespace keysieve {
namespace {

namespace fs = std::filesystem;

struct FreeBuffer {
  git_buf buffer{};
  ~FreeBuffer() { git_buf_dispose(&buffer); }
};
struct FreeEntries {
  git_config_iterator* entries = nullptr;
  ~FreeEntries() { git_config_iterator_free(entries); }
};

using Find = int (*)(git_buf*);

void add_found(Find find, std::vector<fs::path>* files) {
  FreeBuffer file;
  if (find(&file.buffer) == 0) files->emplace_back(file.buffer.ptr);
}

// The values of all variables whose names match, as paths.
std::vector<fs::path> values(git_config* config, const char* names) {
  std::vector<fs::path> found;
  FreeEntries all;
  if (git_config_iterator_glob_new(&all.entries, config, names) != 0) return found;
  git_config_entry* entry = nullptr;
  while (git_config_next(&entry, all.entries) == 0) {
    FreeBuffer path;
    if (git_config_parse_path(&path.buffer, entry->value) == 0) {
      found.emplace_back(path.buffer.ptr);
    }
  }
  return found;
}

}  // namespace

std::vector<fs::path> configuration_files(const Repository& repository) {
  std::vector<fs::path> files;
  for (const Find find : {git_config_find_global, git_config_find_xdg, git_config_find_system,
                          git_config_find_programdata}) {
    add_found(find, &files);
  }
  std::vector<fs::path> folders = {repository.common_dir, repository.git_dir};
  for (const fs::path& file : files) folders.push_back(file.parent_path());
  git_config* raw = nullptr;
  if (git_repository_config_snapshot(&raw, repository.handle.get()) != 0) return files;
  const ConfigHandle config(raw);
  for (const fs::path& file : values(raw, "^include(if\\..*)?\\.path$")) {
    const std::size_t known = folders.size();
    for (std::size_t i = 0; i < known; ++i) {
      std::error_code error;
      const fs::path full = folders[i] / file;
      if (!fs::exists(full, error)) continue;
      files.push_back(full);
      folders.push_back(full.parent_path());
      if (file.is_absolute()) break;
    }
  }
  for (const fs::path& file : values(raw, "^core\\.(excludesfile|attributesfile)$")) {
    files.push_back(file);
  }
  FreeBuffer users;
  if (git_libgit2_opts(GIT_OPT_GET_SEARCH_PATH, GIT_CONFIG_LEVEL_XDG, &users.buffer) == 0) {
    files.emplace_back(fs::path(users.buffer.ptr) / "ignore");
    files.emplace_back(fs::path(users.buffer.ptr) / "attributes");
  }
  return files;
}

}  // namespace keysieve
