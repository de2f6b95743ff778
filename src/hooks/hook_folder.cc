// The folder with a user's hooks for all repositories. A core.hooksPath makes git leave alone the
// hooks that repositories have of their own; so in keysieve's folder there stands, for each kind of
// hook, a script that runs the repository's, and keysieve's hooks are chained before it.
#include <cstdlib>
#include <system_error>

#include <fmt/format.h>

#include "base/file.h"
#include "git/hooks_path.h"
#include "git/repository.h"
#include "hooks/hook_script.h"
#include "keysieve/hooks.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;

constexpr unsigned hook_mode = 0755;

// Those whose being there changes nothing about what git does. Not among them: push-to-checkout and
// proc-receive, which take something over from git, and reference-transaction and
// post-index-change, which git calls several times for each commit.
constexpr std::array passed_on = {
    "applypatch-msg", "pre-applypatch", "post-applypatch",   "pre-commit",
    "commit-msg",     "post-commit",    "pre-merge-commit",  "prepare-commit-msg",
    "pre-rebase",     "post-checkout",  "post-merge",        "pre-push",
    "pre-receive",    "update",         "post-receive",      "post-update",
    "post-rewrite",   "pre-auto-gc",    "sendemail-validate"};

fs::path own_folder() {
  const char* const configured = std::getenv("XDG_CONFIG_HOME");
  const char* const home = std::getenv("HOME");
  const fs::path folder = configured != nullptr && *configured != '\0'
                              ? fs::path(configured)
                              : fs::path(home == nullptr ? "" : home) / ".config";
  return folder.is_absolute() ? folder / "keysieve" / "hooks" : fs::path();
}

bool is_pass_on(const fs::path& file) {
  const auto script = read_file(file);
  return script && *script == pass_on_script();
}

Status write_pass_on(const fs::path& file) {
  std::error_code ignored;
  if (fs::exists(fs::symlink_status(file, ignored))) return ok_status();
  return write_file(file, pass_on_script(), hook_mode);
}

bool any_installed(const HookFolder& folder) {
  for (const HookType type : hook_types) {
    const auto status = hook_status(folder, type);
    if (!status || status->installed) return true;
  }
  return false;
}

}  // namespace

Result<HookFolder> hook_folder(const fs::path& path) {
  const auto repository = open_repository(path);
  if (!repository) return repository.error();
  return find_hook_folder(*repository);
}

Result<HookFolder> user_hook_folder() {
  const auto named = user_hooks_path();
  if (!named) return named.error();
  if (!named->empty()) return HookFolder{*named, HookFolder::Named::user};
  const fs::path own = own_folder();
  if (own.empty()) {
    return Error{ErrorCode::not_found,
                 "there is no place for a user's hooks: neither XDG_CONFIG_HOME nor HOME is set"};
  }
  return HookFolder{own, HookFolder::Named::nobody};
}

Status use_user_hook_folder(const HookFolder& folder) {
  if (folder.folder != own_folder()) return ok_status();
  std::error_code why;
  fs::create_directories(folder.folder, why);
  if (why) {
    return Error{ErrorCode::io, fmt::format("cannot create the hooks folder {}: {}",
                                            folder.folder.string(), why.message())};
  }
  for (const char* name : passed_on) {
    if (auto written = write_pass_on(folder.folder / name); !written) return written;
  }
  return folder.named == HookFolder::Named::user ? ok_status() : set_user_hooks_path(folder.folder);
}

Status leave_user_hook_folder(const HookFolder& folder) {
  if (folder.folder != own_folder() || any_installed(folder)) return ok_status();
  if (folder.named == HookFolder::Named::user) {
    if (auto unset = set_user_hooks_path(""); !unset) return unset;
  }
  std::error_code ignored;
  for (const char* name : passed_on) {
    if (is_pass_on(folder.folder / name)) fs::remove(folder.folder / name, ignored);
  }
  fs::remove(folder.folder, ignored);  // it is left where something else is in it
  fs::remove(folder.folder.parent_path(), ignored);
  return ok_status();
}

}  // namespace keysieve
