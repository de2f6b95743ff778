#include "git/repository.h"

#include <cstdlib>

#include <fmt/format.h>

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

// A path from git's configuration: "~/" is the user's home.
std::filesystem::path expand_home(const std::string& path) {
  const char* home = std::getenv("HOME");
  if (path.starts_with("~/") && home != nullptr)
    return std::filesystem::path(home) / path.substr(2);
  return path;
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
  if (is_sha256(raw)) {
    return Error{
        ErrorCode::unsupported,
        fmt::format("the repository at {} stores objects in SHA-256 format, which keysieve "
                    "cannot read; scan its files instead: --files PATH",
                    path.string())};
  }
  return repository;
}

Result<std::filesystem::path> hooks_dir(const Repository& repository) {
  git_config* raw = nullptr;
  if (const int code = git_repository_config_snapshot(&raw, repository.handle.get()); code != 0) {
    return last_git_error(code, "cannot read git's configuration");
  }
  const ConfigHandle config(raw);
  const char* configured = nullptr;
  if (git_config_get_string(&configured, raw, "core.hookspath") != 0 || *configured == '\0') {
    return repository.common_dir / "hooks";
  }
  // git resolves a relative path where hooks run: the work tree's top, in a bare one the
  // repository.
  const std::filesystem::path path = expand_home(configured);
  const auto& top = repository.work_dir.empty() ? repository.git_dir : repository.work_dir;
  return path.is_absolute() ? path : top / path;
}

}  // namespace keysieve
