// Git hooks that call keysieve.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "keysieve/error.h"

namespace keysieve {

enum class HookType { pre_commit };
std::string_view to_string(HookType type);
std::optional<HookType> parse_hook_type(std::string_view name);

struct HookChange {
  std::filesystem::path file;  // the hook
  bool changed = false;        // false: it was so already
  bool chained = false;        // somebody else's hook runs first, from `file` + ".before-keysieve"
  bool hooks_path = false;     // core.hooksPath says where `file` is; others may share the folder
};

struct HookStatus {
  std::filesystem::path file;
  bool installed = false;
  bool foreign = false;     // there is a hook, and it is not keysieve's
  bool executable = false;  // git runs it
  bool chained = false;     // as in HookChange
  bool hooks_path = false;  // as in HookChange
};

// Puts the hook into the repository at `repository` (anywhere in its work tree), where git will
// look for it: core.hooksPath and linked worktrees are respected. An existing hook of somebody
// else's is kept and runs first. `program` is the path of keysieve that the hook tries first.
// Idempotent.
Result<HookChange> install_hook(const std::filesystem::path& repository, HookType type,
                                const std::filesystem::path& program);

// Takes the hook out again and puts a chained one back, byte for byte. Not installed: no change.
Result<HookChange> uninstall_hook(const std::filesystem::path& repository, HookType type);

Result<HookStatus> hook_status(const std::filesystem::path& repository, HookType type);

}  // namespace keysieve
