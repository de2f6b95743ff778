// keysieve hook: puts the hook into a repository, takes it out, says what is there, and is what the
// hook runs.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "base/printable.h"
#include "cli/blocked_message.h"
#include "cli/command.h"
#include "cli/rule_options.h"
#include "cli/scan_status.h"
#include "keysieve/hooks.h"
#include "keysieve/scan.h"

namespace keysieve::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* examples =
    "Examples:\n"
    "  keysieve hook install       scan what is staged at every commit in this repository\n"
    "  keysieve hook status        is the hook there, and will git run it\n"
    "  keysieve hook uninstall     as it was before, byte for byte\n"
    "\n"
    "Past the hook once: git commit --no-verify, or KEYSIEVE_SKIP=1 git commit.";

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

void say_hooks_path(bool hooks_path) {
  if (hooks_path) {
    fmt::print("core.hooksPath names that folder: it serves every repository that names it too.\n");
  }
}

int install_here(HookType type) {
  const auto change = install_hook(".", type, own_path());
  if (!change) return fail(change.error());
  fmt::print("{}: {}\n", shown(change->file), change->changed ? "installed" : "installed already");
  if (change->chained) {
    fmt::print("The hook that was there is kept as {} and runs first.\n", before(change->file));
  }
  say_hooks_path(change->hooks_path);
  return clean;
}

int uninstall_here(HookType type) {
  const auto change = uninstall_hook(".", type);
  if (!change) return fail(change.error());
  fmt::print("{}: {}\n", shown(change->file),
             change->changed ? "uninstalled" : "keysieve is not installed there; nothing changed");
  if (change->chained) fmt::print("The hook that was there before is back.\n");
  return clean;
}

const char* describe(const HookStatus& status) {
  if (status.foreign) return "not installed; another hook stands there";
  if (!status.installed) return "not installed";
  if (!status.executable) return "installed, but git does not run it: it is not executable";
  return "installed";
}

int show_status(HookType type) {
  const auto status = hook_status(".", type);
  if (!status) return fail(status.error());
  fmt::print("{}: {}\n", shown(status->file), describe(*status));
  if (status->chained) fmt::print("{} runs first, if executable.\n", before(status->file));
  say_hooks_path(status->hooks_path);
  if (status->installed && status->executable) return clean;
  fmt::print("To install it: keysieve hook install\n");
  return findings;
}

// A commit that could not be scanned does not pass.
int stop(const Error& error) {
  return fail({error.code,
               fmt::format("commit stopped, for it could not be scanned: {}; commit all the same: "
                           "git commit --no-verify",
                           error.message)});
}

// Git stands at the top of the work tree and names the repository where that does not tell
// (git --git-dir, linked work trees).
int run_hook() {
  auto rules = load_rules({}, ".");
  if (!rules) return stop(rules.error());
  const Detector detector(*std::move(rules));
  const char* git_dir = std::getenv("GIT_DIR");
  const auto report = scan(StagedSource{git_dir != nullptr ? git_dir : "."}, detector);
  if (!report) return stop(report.error());
  std::cerr << blocked_message(*report, detector.rules());
  return scan_status(*report);
}

// A subcommand of `hook` that works on one type of hook.
CLI::App* add_action(CLI::App* hook, const char* name, const char* description,
                     int (*action)(HookType), int* status) {
  auto* command = hook->add_subcommand(name, description);
  const auto type = std::make_shared<std::string>(to_string(HookType::pre_commit));
  command->add_option("--type", *type, "Which hook")
      ->check(CLI::IsMember({"pre-commit"}))
      ->capture_default_str();
  command->callback([=] { *status = action(*parse_hook_type(*type)); });
  return command;
}

// What the scripts of hooks/ call: the type is a word, not an option.
void add_run(CLI::App* hook, int* status) {
  auto* command = hook->add_subcommand("run", "What the hook itself runs: scan what is staged");
  const auto type = std::make_shared<std::string>();
  command->add_option("type", *type, "Which hook")
      ->required()
      ->check(CLI::IsMember({"pre-commit"}));
  command->callback([type, status] { *status = run_hook(); });
  command->footer("Exit status: 0 clean and complete, 1 findings, 2 could not run, 3 incomplete.");
}

}  // namespace

void add_hook(CLI::App& app, int* status) {
  auto* hook = app.add_subcommand("hook", "Scan what is staged at every commit");
  hook->require_subcommand(1);
  hook->footer(examples);
  add_action(hook, "install", "Put the hook into the repository you stand in", install_here,
             status);
  add_action(hook, "uninstall", "Take it out, and put back what was there before", uninstall_here,
             status);
  add_action(hook, "status", "Say whether it is there and runs", show_status, status)
      ->footer("Exit status: 0 installed and git runs it, 1 not, 2 could not look.");
  add_run(hook, status);
}

}  // namespace keysieve::cli
