// Git hooks that call keysieve: where they are, and what git tells them.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "keysieve/error.h"
#include "keysieve/scan.h"

namespace keysieve {

enum class HookType { pre_commit, pre_merge_commit, commit_msg, pre_push, pre_receive, update };
inline constexpr std::array hook_types = {HookType::pre_commit,  HookType::pre_merge_commit,
                                          HookType::commit_msg,  HookType::pre_push,
                                          HookType::pre_receive, HookType::update};
std::string_view to_string(HookType type);
std::optional<HookType> parse_hook_type(std::string_view name);

// Whether git runs it where pushes arrive; the others, where they begin.
constexpr bool is_server_hook(HookType type) {
  return type == HookType::pre_receive || type == HookType::update;
}

// A folder where git looks for hooks.
struct HookFolder {
  enum class Named { nobody, repository, user };  // whose core.hooksPath names it

  std::filesystem::path folder;
  Named named = Named::nobody;
};

// That of the repository at `path` (anywhere in its work tree); linked work trees have that of
// their repository.
Result<HookFolder> hook_folder(const std::filesystem::path& path);

// That of all of a user's repositories: the one that core.hooksPath of the user's own configuration
// names. None is named: keysieve's own, once it is in use.
Result<HookFolder> user_hook_folder();

// Git with a core.hooksPath does not run the hooks that repositories have of their own. So
// keysieve's folder has a script for each kind of hook that runs the repository's. Makes the folder
// and sets core.hooksPath, unless it names another.
Status use_user_hook_folder(const HookFolder& folder);

// Undoes that, unless a hook of keysieve's is still in `folder`, or it is not keysieve's.
Status leave_user_hook_folder(const HookFolder& folder);

struct HookChange {
  std::filesystem::path file;  // the hook
  bool changed = false;        // false: it was so already
  bool chained = false;        // somebody else's hook runs first, from `file` + ".before-keysieve"
};

struct HookStatus {
  std::filesystem::path file;
  bool installed = false;
  bool foreign = false;     // there is a hook, and it is not keysieve's
  bool executable = false;  // git runs it
  bool chained = false;     // as in HookChange
  std::string program;      // the keysieve that an installed one tries before that in PATH
};

// Puts the hook into `folder`. An existing hook of somebody else's is kept and runs first.
// `program` is the path of keysieve that the hook tries first. Idempotent.
Result<HookChange> install_hook(const HookFolder& folder, HookType type,
                                const std::filesystem::path& program);

// Takes the hook out again and puts a chained one back, byte for byte. Not installed: no change.
Result<HookChange> uninstall_hook(const HookFolder& folder, HookType type);

Result<HookStatus> hook_status(const HookFolder& folder, HookType type);

// What a push is about to bring, by what git tells a pre-push hook: `remote` is its first argument,
// a name or an address, `lines` its standard input. Known is what the remote says it has, and what
// was last seen of it: the remote-tracking refs. Nothing to send: no tips.
Result<RangeSource> pushed_range(const std::filesystem::path& path, const std::string& remote,
                                 std::string_view lines);

// What a push has brought, by what git tells pre-receive on standard input: lines of old id, new id
// and ref. Known is what the repository's refs lead to.
Result<RangeSource> received_range(const std::filesystem::path& path, std::string_view lines);

// The message in a file as git hands it to commit-msg, without the diff that `git commit --verbose`
// shows below it.
std::string_view message_to_commit(std::string_view text);

}  // namespace keysieve
