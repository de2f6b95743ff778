#include "git/repository.h"

#include <git2/sys/repository.h>

#include <fmt/format.h>

#include "git/object_database.h"
#include "git/object_environment.h"

namespace keysieve {
namespace {

Error open_error(int code, const std::filesystem::path& path) {
  if (code == GIT_ENOTFOUND) {
    return {ErrorCode::not_found,
            fmt::format("{} is not in a git repository (to scan plain files: --files PATH)",
                        path.string())};
  }
  if (code == GIT_EOWNER) {
    return {ErrorCode::git,
            fmt::format("the repository at {} belongs to another user; if you trust it: git config "
                        "--global --add safe.directory <its absolute path>",
                        path.string())};
  }
  return last_git_error(code, fmt::format("cannot open the repository at {}", path.string()));
}

bool is_sha256(git_repository* repository) {
  git_config* raw = nullptr;
  if (git_repository_config_snapshot(&raw, repository) != 0) return false;
  const ConfigHandle config(raw);
  const char* format = nullptr;
  return git_config_get_string(&format, raw, "extensions.objectformat") == 0 &&
         std::string_view(format) == "sha256";
}

std::filesystem::path as_path(const char* text) {
  return text == nullptr ? "" : text;
}

}  // namespace

Result<Repository> open_repository(const std::filesystem::path& path) {
  start_libgit2();
  git_repository* raw = nullptr;
  if (const int code = git_repository_open_ext(&raw, path.c_str(), 0, nullptr); code != 0) {
    return open_error(code, path);
  }
  Repository repository{RepositoryHandle(raw), as_path(git_repository_path(raw)),
                        as_path(git_repository_commondir(raw)),
                        as_path(git_repository_workdir(raw)), git_repository_is_shallow(raw) == 1};
  repository.object_dirs = {repository.common_dir / "objects"};
  if (is_sha256(raw)) {
    return Error{
        ErrorCode::unsupported,
        fmt::format("the repository at {} stores objects in SHA-256 format, which keysieve "
                    "cannot read; scan its files instead: --files PATH",
                    path.string())};
  }
  return repository;
}

Result<Repository> open_repository_in_environment(const std::filesystem::path& path) {
  auto repository = open_repository(path);
  const auto named = object_dirs_of_environment();
  if (!repository || named.empty()) return repository;
  auto& folders = repository->object_dirs;
  folders.insert(folders.end(), named.begin(), named.end());
  const auto odb = open_odb(folders);
  if (!odb) return odb.error();
  if (const int code = git_repository_set_odb(repository->handle.get(), odb->get()); code != 0) {
    return last_git_error(code, "cannot read the objects that git's environment names");
  }
  return repository;
}

}  // namespace keysieve
