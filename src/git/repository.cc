#include "git/repository.h"

#include <git2/sys/repository.h>

#include <fmt/format.h>

#include "base/file.h"
#include "git/object_environment.h"
#include "git/odb_backend.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;

// The nearest folder at or above `path` that has a .git in it, or is laid out as one; empty: none.
fs::path claimed_folder(const fs::path& path) {
  std::error_code ignored;
  fs::path folder = fs::weakly_canonical(path, ignored);
  while (true) {
    const bool laid_out =
        fs::is_directory(folder / "objects", ignored) && fs::is_directory(folder / "refs", ignored);
    if (laid_out || fs::exists(fs::symlink_status(folder / ".git", ignored))) return folder;
    if (!folder.has_relative_path()) return {};
    folder = folder.parent_path();
  }
}

// What libgit2 reads of a repository to open it: from a pipe it would wait for ever. Empty: none
// is.
fs::path pipe_in(const fs::path& folder) {
  std::error_code ignored;
  const fs::path inside = folder / ".git";
  const fs::path git_dir = fs::is_directory(inside, ignored) ? inside : folder;
  for (const char* name : {"HEAD", "config", "config.worktree", "commondir", "packed-refs",
                           "shallow", "index", "info/exclude", "objects/info/alternates"}) {
    if (fs::is_other(fs::status(git_dir / name, ignored))) return git_dir / name;
  }
  const auto head = read_file(git_dir / "HEAD");
  constexpr std::string_view symbolic = "ref: ";
  if (!head || !head->starts_with(symbolic)) return {};
  const fs::path ref = git_dir / head->substr(symbolic.size(), head->find('\n') - symbolic.size());
  return fs::is_other(fs::status(ref, ignored)) ? ref : fs::path();
}

// Whether the repository that was opened is the one of `folder`: mostly, and then there is no need
// to open it once more.
bool is_at(const Repository& repository, const fs::path& folder) {
  std::error_code ignored;
  return fs::equivalent(folder, repository.work_dir, ignored) ||
         fs::equivalent(folder, repository.git_dir, ignored);
}

bool is_repository(const fs::path& folder) {
  git_repository* raw = nullptr;
  const int code =
      git_repository_open_ext(&raw, folder.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr);
  const RepositoryHandle opened(raw);
  return code == 0;
}

Error no_repository(const fs::path& folder) {
  return {ErrorCode::git,
          fmt::format("{} looks like a repository, but is none that can be read: its HEAD, refs or "
                      "objects are missing, or what it links to is (git -C {} status says more)",
                      folder.string(), folder.string())};
}

// Of another user's repository libgit2 1.5 says that there is none, for the user's configuration
// has no safe.directory.
bool belongs_to_another(int code) {
  const git_error* const last = git_error_last();
  return code == GIT_EOWNER ||
         (code == GIT_ENOTFOUND && last != nullptr &&
          std::string_view(last->message).find("'safe.directory'") != std::string_view::npos);
}

Error open_error(int code, const fs::path& path) {
  if (belongs_to_another(code)) {
    const fs::path claimed = claimed_folder(path);
    return {
        ErrorCode::git,
        fmt::format("the repository at {0} belongs to another user; if you trust it: git config "
                    "--global --add safe.directory {0}",
                    (claimed.empty() ? path : claimed).string())};
  }
  if (code == GIT_ENOTFOUND) {
    if (const fs::path claimed = claimed_folder(path); !claimed.empty()) {
      return no_repository(claimed);
    }
    if (std::error_code ignored; !fs::exists(path, ignored)) {
      return {ErrorCode::not_found, fmt::format("there is no folder {}", path.string())};
    }
    return {
        ErrorCode::not_found,
        fmt::format("{} is not in a git repository (keysieve scan --files PATH reads plain files)",
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

fs::path as_path(const char* text) {
  return text == nullptr ? "" : text;
}

// What libgit2 reads of the repository's objects, it reads from its object folders as we open them.
Status set_odb(const Repository& repository) {
  const auto odb = open_odb(repository.object_dirs);
  if (!odb) return odb.error();
  const int code = git_repository_set_odb(repository.handle.get(), odb->get());
  if (code == 0) return ok_status();
  return last_git_error(code,
                        fmt::format("cannot read the objects of {}", repository.git_dir.string()));
}

}  // namespace

Result<Repository> open_repository(const fs::path& path) {
  start_libgit2();
  const fs::path claimed = claimed_folder(path);
  if (const fs::path pipe = claimed.empty() ? fs::path() : pipe_in(claimed); !pipe.empty()) {
    return Error{ErrorCode::unsupported,
                 fmt::format("{} is a pipe or a device, where a repository has a file; remove it",
                             pipe.string())};
  }
  git_repository* raw = nullptr;
  if (const int code = git_repository_open_ext(&raw, path.c_str(), 0, nullptr); code != 0) {
    return open_error(code, path);
  }
  Repository repository{RepositoryHandle(raw), as_path(git_repository_path(raw)),
                        as_path(git_repository_commondir(raw)),
                        as_path(git_repository_workdir(raw)), git_repository_is_shallow(raw) == 1};
  repository.object_dirs = {repository.common_dir / "objects"};
  // Like git, libgit2 goes on upwards from a repository that it cannot read. The one it finds there
  // is not the one that was asked for.
  if (!claimed.empty() && !is_at(repository, claimed) && !is_repository(claimed)) {
    return no_repository(claimed);
  }
  if (is_sha256(raw)) {
    return Error{
        ErrorCode::unsupported,
        fmt::format("the repository at {} stores objects in SHA-256 format, which keysieve "
                    "cannot read; scan its files instead: --files PATH",
                    path.string())};
  }
  if (const auto set = set_odb(repository); !set) return set.error();
  return repository;
}

Result<Repository> open_repository_in_environment(const fs::path& path) {
  auto repository = open_repository(path);
  const auto named = object_dirs_of_environment();
  if (!repository || named.empty()) return repository;
  auto& folders = repository->object_dirs;
  folders.insert(folders.end(), named.begin(), named.end());
  if (const auto set = set_odb(*repository); !set) return set.error();
  return repository;
}

}  // namespace keysieve
