#include "cli/hook_run.h"

#include <cstdlib>
#include <iostream>

#include <fmt/format.h>

#include "base/file.h"
#include "cli/blocked_message.h"
#include "cli/command.h"
#include "cli/sandbox.h"
#include "cli/scan_setup.h"
#include "cli/scan_status.h"

namespace keysieve::cli {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// Git stands at the top of the work tree, or in a bare repository, and names the repository where
// that does not tell (git --git-dir, linked work trees).
std::string repository() {
  const std::string git_dir = environment("GIT_DIR");
  return git_dir.empty() ? "." : git_dir;
}

Error too_few(const char* what) {
  return {ErrorCode::invalid_argument, fmt::format("git did not say {}", what)};
}

Result<Source> message_source(const std::vector<std::string>& arguments) {
  if (arguments.empty()) return too_few("which file holds the message");
  const auto text = read_file(arguments[0]);
  if (!text) return text.error();
  return Source(StdinSource{std::string(message_to_commit(*text))});
}

template <typename T>
Result<Source> as_source(Result<T> range) {
  if (!range) return range.error();
  return Source(*std::move(range));
}

// Git says on standard input which refs change.
template <typename Range>
Result<Source> from_standard_input(Range range_of) {
  const auto refs = read_standard_input();
  if (!refs) return refs.error();
  return as_source(range_of(*refs));
}

// The pre-commit framework reads what git says of a push, and says it in the environment instead,
// of one ref. Where that has nothing new for the remote it starts no hook.
Result<RangeSource> push_told_by_framework() {
  const std::string to = environment("PRE_COMMIT_TO_REF"),
                    from = environment("PRE_COMMIT_FROM_REF");
  if (to.empty() || from.empty()) return too_few("which remote it pushes to");
  return pushed_range(repository(), environment("PRE_COMMIT_REMOTE_NAME"),
                      fmt::format("local {} remote {}\n", to, from));
}

Result<Source> source_of(const HookRun& run) {
  const auto& arguments = run.arguments;
  switch (run.type) {
    case HookType::pre_commit:
    case HookType::pre_merge_commit:
      return Source(StagedSource{repository(), run.known_too});
    case HookType::commit_msg:
      return message_source(arguments);
    case HookType::pre_push:
      if (arguments.empty()) return as_source(push_told_by_framework());
      return from_standard_input(
          [&](const std::string& refs) { return pushed_range(repository(), arguments[0], refs); });
    case HookType::pre_receive:
      return from_standard_input(
          [](const std::string& refs) { return received_range(repository(), refs); });
    case HookType::update:
      if (arguments.size() < 3) return too_few("which ref is updated, from what and to what");
      return as_source(received_range(
          repository(), fmt::format("{} {} {}\n", arguments[1], arguments[2], arguments[0])));
  }
  return too_few("which hook it runs");
}

// What could not be scanned does not pass.
int stop(const Error& error, HookType type) {
  const std::string past = way_past(type);
  return fail({error.code, fmt::format("{} {}, for it could not be scanned: {}{}",
                                       stopped_thing(type), stopped(type), error.message,
                                       past.empty() ? "" : "; to pass all the same: " + past)});
}

}  // namespace

int run_hook(const HookRun& run) {
  const auto source = source_of(run);
  if (!source) return stop(source.error(), run.type);
  ScanFlags flags;
  flags.no_repo_config = is_server_hook(run.type) ? !run.repo_config : run.no_repo_config;
  const auto setup = set_up_scan(*source, flags);
  if (!setup) return stop(setup.error(), run.type);
  // A kernel that cannot, or a container that denies it, stops no commit.
  if (const auto limits = enter_sandbox(*source); !limits) return stop(limits.error(), run.type);
  const Detector detector = setup->detector();
  const auto report = scan(*source, detector, setup->options);
  if (!report) return stop(report.error(), run.type);
  std::cerr << blocked_message(*report, detector.rules(), run.type,
                               heeds_repository(flags.no_repo_config));
  return scan_status(*report);
}

}  // namespace keysieve::cli
