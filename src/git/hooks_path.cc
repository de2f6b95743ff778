#include "git/hooks_path.h"

#include <cstdlib>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

namespace keysieve {
namespace {

namespace fs = std::filesystem;

constexpr const char* setting = "core.hookspath";

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// A path from git's configuration: "~/" is the user's home.
fs::path expand_home(const std::string& path) {
  const std::string home = environment("HOME");
  return path.starts_with("~/") && !home.empty() ? fs::path(home) / path.substr(2) : fs::path(path);
}

struct Value {
  std::string text;
  git_config_level_t level = GIT_CONFIG_LEVEL_SYSTEM;
};

std::optional<Value> value_in(git_config* config) {
  git_config_entry* raw = nullptr;
  if (git_config_get_entry(&raw, config, setting) != 0) return std::nullopt;
  Value value{raw->value, raw->level};
  git_config_entry_free(raw);
  return value;
}

std::optional<Value> value_in_file(const fs::path& file, git_config_level_t level) {
  git_config* raw = nullptr;
  if (git_config_open_ondisk(&raw, file.c_str()) != 0) return std::nullopt;
  const ConfigHandle config(raw);
  auto value = value_in(raw);
  if (value) value->level = level;
  return value;
}

// The file that `git config --global` writes.
fs::path user_config() {
  if (const auto named = environment("GIT_CONFIG_GLOBAL"); !named.empty()) return named;
  const fs::path home = environment("HOME");
  const std::string xdg = environment("XDG_CONFIG_HOME");
  const fs::path other = (xdg.empty() ? home / ".config" : fs::path(xdg)) / "git" / "config";
  std::error_code ignored;
  const bool use_other = !fs::exists(home / ".gitconfig", ignored) && fs::exists(other, ignored);
  return use_other ? other : home / ".gitconfig";
}

// libgit2 does not know GIT_CONFIG_GLOBAL, nor the configuration of a single work tree.
Result<std::optional<Value>> value_for(const Repository& repository) {
  git_config* raw = nullptr;
  if (const int code = git_repository_config_snapshot(&raw, repository.handle.get()); code != 0) {
    return last_git_error(code, "cannot read git's configuration");
  }
  const ConfigHandle config(raw);
  int per_tree = 0;
  if (git_config_get_bool(&per_tree, raw, "extensions.worktreeconfig") == 0 && per_tree != 0) {
    auto value = value_in_file(repository.git_dir / "config.worktree", GIT_CONFIG_LEVEL_LOCAL);
    if (value) return value;
  }
  auto value = value_in(raw);
  if (value && value->level >= GIT_CONFIG_LEVEL_LOCAL) return value;
  if (environment("GIT_CONFIG_GLOBAL").empty()) return value;
  if (auto named = value_in_file(user_config(), GIT_CONFIG_LEVEL_GLOBAL)) return named;
  const bool of_system = value && value->level <= GIT_CONFIG_LEVEL_SYSTEM;
  return of_system ? value : std::nullopt;
}

}  // namespace

Result<HookFolder> find_hook_folder(const Repository& repository) {
  const auto value = value_for(repository);
  if (!value) return value.error();
  if (!*value || (*value)->text.empty()) {
    return HookFolder{repository.common_dir / "hooks", HookFolder::Named::nobody};
  }
  // git resolves a relative path where hooks run: the work tree's top, in a bare one the
  // repository.
  const fs::path path = expand_home((*value)->text);
  const auto& top = repository.work_dir.empty() ? repository.git_dir : repository.work_dir;
  return HookFolder{path.is_absolute() ? path : top / path,
                    (*value)->level >= GIT_CONFIG_LEVEL_LOCAL ? HookFolder::Named::repository
                                                              : HookFolder::Named::user};
}

Result<fs::path> user_hooks_path() {
  start_libgit2();
  const auto value = value_in_file(user_config(), GIT_CONFIG_LEVEL_GLOBAL);
  if (!value || value->text.empty()) return fs::path();
  const fs::path path = expand_home(value->text);
  if (path.is_absolute()) return path;
  return Error{ErrorCode::unsupported,
               fmt::format("core.hooksPath in {} is \"{}\", which is another folder in each "
                           "repository; install the hook in each (without --global)",
                           user_config().string(), path.string())};
}

Status set_user_hooks_path(const fs::path& folder) {
  start_libgit2();
  const fs::path file = user_config();
  git_config* raw = nullptr;
  int code = git_config_open_ondisk(&raw, file.c_str());
  const ConfigHandle config(raw);
  if (code == 0) {
    code = folder.empty() ? git_config_delete_entry(raw, "core.hooksPath")
                          : git_config_set_string(raw, "core.hooksPath", folder.c_str());
  }
  if (code == 0 || (folder.empty() && code == GIT_ENOTFOUND)) return ok_status();
  return last_git_error(code, fmt::format("cannot write core.hooksPath to {}", file.string()));
}

}  // namespace keysieve
