#include "cli/source_options.h"

#include "base/date.h"

namespace keysieve::cli {
namespace {

bool wants_range(const SourceOptions& options) {
  return !options.range.empty() || !options.branch.empty() || !options.since.empty();
}

Result<Source> range_of(const SourceOptions& options) {
  RangeSource range{options.path, options.range, options.branch, std::nullopt};
  if (!options.since.empty()) {
    const auto since = parse_date(options.since);
    if (!since) return Error{since.error().code, "--since: " + since.error().message};
    range.since = *since;
  }
  return Source(range);
}

// An empty name would mean the whole history: a script's unset variable must not.
void add_range_options(CLI::App& command, SourceOptions* options) {
  const auto named = [](const std::string& text) {
    return text.empty() ? std::string("must not be empty") : std::string();
  };
  auto* range = command
                    .add_option("--range", options->range,
                                "Scan what these commits bring: A..B, A...B or one revision")
                    ->check(named)
                    ->type_name("REVS");
  auto* branch =
      command
          .add_option("--branch", options->branch, "Scan the history of a branch, local or remote")
          ->check(named)
          ->type_name("NAME");
  auto* since = command
                    .add_option("--since", options->since,
                                "Scan what commits since DATE bring: 2024-01-31, or with a time")
                    ->check(named)
                    ->type_name("DATE");
  range->excludes(branch);
  for (const char* other : {"--recurse-submodules", "--staged", "--worktree"}) {
    for (auto* option : {range, branch, since}) option->excludes(command.get_option(other));
  }
}

}  // namespace

void add_source_options(CLI::App& command, SourceOptions* options) {
  auto* submodules = command.add_flag("--recurse-submodules", options->submodules,
                                      "Scan the histories of its submodules, too");
  auto* staged =
      command.add_flag("--staged", options->staged, "Scan what the next commit would add");
  command
      .add_flag("--all-staged", options->all_staged,
                "With --staged: secrets that HEAD holds already count, too")
      ->needs(staged);
  auto* worktree = command.add_flag("--worktree", options->worktree,
                                    "Scan the work tree's files, but for those that git ignores");
  command.add_flag("--ignored", options->ignored, "With --worktree: scan ignored files, too")
      ->needs(worktree);
  submodules->excludes(staged)->excludes(worktree);
  staged->excludes(worktree);
  add_range_options(command, options);
}

bool means_history(const SourceOptions& options) {
  return !wants_range(options) && !options.submodules && !options.staged && !options.worktree;
}

Result<Source> source_of(const SourceOptions& options) {
  if (wants_range(options)) return range_of(options);
  if (options.staged) return Source(StagedSource{options.path, options.all_staged});
  if (options.worktree) return Source(WorktreeSource{options.path, options.ignored});
  return Source(HistorySource{options.path, options.submodules});
}

}  // namespace keysieve::cli
