// keysieve hook: puts hooks into a repository, or into a folder for all of a user's, takes them
// out, says what is there, and is what they run.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <sstream>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "base/printable.h"
#include "cli/command.h"
#include "cli/hook_run.h"
#include "keysieve/hooks.h"

namespace keysieve::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* examples =
    "Examples:\n"
    "  keysieve hook install       scan every commit, merge and push in this repository\n"
    "  keysieve hook install --global   in all of your repositories\n"
    "  keysieve hook install --type pre-receive   on a server: before a push is let in\n"
    "  keysieve hook status        are the hooks there, and will git run them\n"
    "  keysieve hook uninstall     as it was before, byte for byte\n"
    "\n"
    "Past a hook once: git commit --no-verify, or KEYSIEVE_SKIP=1 git commit.";

// What is installed where nobody says which: together they see every way from an editor to a
// server.
constexpr std::array usual_types = {HookType::pre_commit, HookType::pre_merge_commit,
                                    HookType::pre_push};

// This program's own path; empty where the system does not tell: then the hook looks in PATH.
fs::path own_path() {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored);
}

std::string shown(const fs::path& file) {
  return printable(file.lexically_normal().native());
}

std::string before(const fs::path& file) {
  return shown(file) + ".before-keysieve";
}

struct HookCommand {
  std::vector<std::string> types;
  bool global = false;
};

std::vector<HookType> types_of(const HookCommand& command) {
  std::vector<HookType> types;
  for (const std::string& name : command.types) types.push_back(*parse_hook_type(name));
  if (types.empty()) types.assign(usual_types.begin(), usual_types.end());
  return types;
}

Result<HookFolder> folder_of(const HookCommand& command) {
  return command.global ? user_hook_folder() : hook_folder(".");
}

void say_hooks_path(const HookFolder& folder) {
  if (folder.named == HookFolder::Named::nobody) return;
  fmt::print("core.hooksPath names that folder: it serves every repository that names it too.\n");
}

// Repositories with a core.hooksPath of their own do not look into the user's.
void say_global(const HookFolder& folder) {
  fmt::print(
      "core.hooksPath of your own configuration names {}: it serves all of your\n"
      "repositories, but for those with a core.hooksPath of their own.\n",
      shown(folder.folder));
}

int install(const HookCommand& command) {
  const auto folder = folder_of(command);
  if (!folder) return fail(folder.error());
  if (command.global) {
    if (const auto used = use_user_hook_folder(*folder); !used) return fail(used.error());
  }
  for (const HookType type : types_of(command)) {
    const auto change = install_hook(*folder, type, own_path());
    if (!change) return fail(change.error());
    fmt::print("{}: {}\n", shown(change->file),
               change->changed ? "installed" : "installed already");
    if (change->chained && !command.global) {
      fmt::print("The hook that was there is kept as {} and runs first.\n", before(change->file));
    }
  }
  command.global ? say_global(*folder) : say_hooks_path(*folder);
  return clean;
}

// Without a type: all that are keysieve's.
int uninstall(const HookCommand& command) {
  const auto folder = folder_of(command);
  if (!folder) return fail(folder.error());
  bool any = false;
  for (const HookType type : hook_types) {
    const auto& types = command.types;
    const std::string name(to_string(type));
    if (!types.empty() && std::find(types.begin(), types.end(), name) == types.end()) continue;
    const auto change = uninstall_hook(*folder, type);
    if (!change) return fail(change.error());
    if (!change->changed) continue;
    any = true;
    fmt::print("{}: uninstalled\n", shown(change->file));
    if (change->chained && !command.global) fmt::print("The hook that was there before is back.\n");
  }
  if (!any)
    fmt::print("{}: keysieve is not installed there; nothing changed\n", shown(folder->folder));
  if (command.global) {
    if (const auto left = leave_user_hook_folder(*folder); !left) return fail(left.error());
  }
  return clean;
}

bool is_program(const fs::path& file) {
  std::error_code ignored;
  return fs::is_regular_file(file, ignored) && ::access(file.c_str(), X_OK) == 0;
}

bool is_in_path() {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (is_program(fs::path(folder) / "keysieve")) return true;
  }
  return false;
}

std::string describe(const HookStatus& status) {
  if (status.foreign) return "not installed; another hook stands there";
  if (!status.installed) return "not installed";
  if (!status.executable) return "installed, but git does not run it: it is not executable";
  if (is_program(status.program) || is_in_path()) return "installed";
  return fmt::format("installed, but it stops everything: {} is gone, and no keysieve is in PATH",
                     shown(status.program));
}

bool runs(const HookStatus& status) {
  return status.installed && status.executable && (is_program(status.program) || is_in_path());
}

void say_skipping() {
  const char* skip = std::getenv("KEYSIEVE_SKIP");
  if (skip == nullptr || std::string_view(skip) != "1") return;
  fmt::print(
      "KEYSIEVE_SKIP=1 is set where you stand: commits and pushes from here are not scanned.\n");
}

// Why hooks for all repositories do not run in this one.
void say_overruled(const HookFolder& folder) {
  const auto users = user_hook_folder();
  if (!users || users->named != HookFolder::Named::user) return;
  if (folder.named != HookFolder::Named::repository || users->folder == folder.folder) return;
  fmt::print(
      "The hooks of your own configuration ({}) do not run here: core.hooksPath of this\n"
      "repository names another folder.\n",
      shown(users->folder));
}

// Of a type that nobody asked for only when it is installed.
int show_status(const HookCommand& command) {
  const auto folder = folder_of(command);
  if (!folder) return fail(folder.error());
  const auto wanted = types_of(command);
  bool all_run = true;
  for (const HookType type : hook_types) {
    const auto status = hook_status(*folder, type);
    if (!status) return fail(status.error());
    const bool asked = std::find(wanted.begin(), wanted.end(), type) != wanted.end();
    if (!asked && (!command.types.empty() || !status->installed)) continue;
    fmt::print("{}: {}\n", shown(status->file), describe(*status));
    if (status->chained) fmt::print("{} runs first, if executable.\n", before(status->file));
    all_run = all_run && (runs(*status) || !asked);
  }
  say_hooks_path(*folder);
  if (!command.global) say_overruled(*folder);
  say_skipping();
  if (all_run) return clean;
  fmt::print("To install what is not there: keysieve hook install{}\n",
             command.global ? " --global" : "");
  return findings;
}

CLI::IsMember any_type() {
  std::vector<std::string> names;
  for (const HookType type : hook_types) names.emplace_back(to_string(type));
  return CLI::IsMember(names);
}

// A subcommand of `hook` that works on hooks in a folder.
CLI::App* add_action(CLI::App* hook, const char* name, const char* description,
                     int (*action)(const HookCommand&), int* status) {
  auto* command = hook->add_subcommand(name, description);
  const auto options = std::make_shared<HookCommand>();
  command
      ->add_option("--type", options->types,
                   "Which hook; may be given again (default: pre-commit, pre-merge-commit and "
                   "pre-push)")
      ->check(any_type())
      ->allow_extra_args(false);
  command->add_flag("--global", options->global,
                    "Of all your repositories: in the folder that core.hooksPath names");
  command->callback([=] { *status = action(*options); });
  return command;
}

// What the scripts of hooks/ call: the type is a word, not an option.
void add_run(CLI::App* hook, int* status) {
  auto* command =
      hook->add_subcommand("run", "What a hook itself runs: scan what git is about to do");
  const auto run = std::make_shared<HookRun>();
  const auto type = std::make_shared<std::string>();
  command->add_option("type", *type, "Which hook")->required()->check(any_type());
  command->add_option("arguments", run->arguments, "What git tells the hook");
  command->add_flag("--all-staged", run->known_too,
                    "Stop a commit also for a secret that HEAD holds already");
  command->add_flag("--repo-config", run->repo_config,
                    "On a server: heed what the pushed repository says of itself");
  command->add_flag("--no-repo-config", run->no_repo_config,
                    "Heed nothing the repository says of itself; on a server this is so anyway");
  command->callback([=] {
    run->type = *parse_hook_type(*type);
    *status = run_hook(*run);
  });
  command->footer("Exit status: 0 clean and complete, 1 findings, 2 could not run, 3 incomplete.");
}

}  // namespace

void add_hook(CLI::App& app, int* status) {
  auto* hook = app.add_subcommand("hook", "Scan at every commit, merge and push");
  hook->require_subcommand(1);
  hook->footer(examples);
  add_action(hook, "install", "Put hooks into the repository you stand in", install, status);
  add_action(hook, "uninstall", "Take them out, and put back what was there before", uninstall,
             status)
      ->footer("Without --type: all that are keysieve's.");
  add_action(hook, "status", "Say whether they are there and run", show_status, status)
      ->footer("Exit status: 0 installed and git runs them, 1 not, 2 could not look.");
  add_run(hook, status);
}

}  // namespace keysieve::cli
