// keysieve scan: chooses the source, scans it, writes the report.
#include <iostream>
#include <iterator>
#include <memory>

#include <fmt/format.h>

#include "base/date.h"
#include "cli/command.h"
#include "cli/progress_line.h"
#include "cli/report_output.h"
#include "cli/rule_options.h"
#include "cli/scan_stats.h"
#include "cli/scan_status.h"
#include "keysieve/scan.h"

namespace keysieve::cli {
namespace {

struct ScanCommand {
  std::string path = ".";
  bool submodules = false, staged = false, all_staged = false, worktree = false, ignored = false,
       from_stdin = false;
  std::string range, branch, since;
  std::vector<std::filesystem::path> files;
  RuleOptions rules;
  ReportOutput output;
  double min_confidence = default_min_confidence;
  bool stats = false, no_progress = false, no_repo_config = false;
  ScanOptions scan;
};

bool wants_range(const ScanCommand& command) {
  return !command.range.empty() || !command.branch.empty() || !command.since.empty();
}

Result<Source> range_of(const ScanCommand& command) {
  RangeSource range{command.path, command.range, command.branch, std::nullopt};
  if (!command.since.empty()) {
    const auto since = parse_date(command.since);
    if (!since) return Error{since.error().code, "--since: " + since.error().message};
    range.since = *since;
  }
  return Source(range);
}

Result<Source> source_of(const ScanCommand& command) {
  if (wants_range(command)) return range_of(command);
  if (!command.files.empty()) return Source(FilesSource{command.files});
  if (command.staged) return Source(StagedSource{command.path, command.all_staged});
  if (command.worktree) return Source(WorktreeSource{command.path, command.ignored});
  if (!command.from_stdin) return Source(HistorySource{command.path, command.submodules});
  return Source(
      StdinSource{{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()}});
}

Result<Report> scan_and_write(ScanCommand command) {
  if (const auto checked = check_output(command.output); !checked) return checked.error();
  const auto source = source_of(command);
  if (!source) return source.error();
  auto rules = load_rules(command.rules, command.no_repo_config ? "" : command.path);
  if (!rules) return rules.error();
  const Detector detector(*std::move(rules), command.min_confidence);
  ProgressLine progress(!command.no_progress && !command.output.quiet);
  command.scan.explain = command.output.explain;
  command.scan.inline_marks = !command.no_repo_config;
  if (progress.active()) {
    command.scan.on_progress = [&](const Progress& now) { progress.show(now); };
  }
  auto report = scan(*source, detector, command.scan);
  progress.clear();
  if (!report) return report;
  if (const auto written = write_output(command.output, *report, detector.rules()); !written) {
    return written.error();
  }
  return report;
}

int run_scan(const ScanCommand& command) {
  StageTotals totals;
  const auto report = [&] {
    const StageClock clock(command.stats ? &totals : nullptr);
    return scan_and_write(command);
  }();
  if (!report) return fail(report.error());
  if (command.stats) std::cerr << stats_text(totals.costs(), *report, peak_memory());
  return scan_status(*report);
}

void add_source_options(CLI::App& app, ScanCommand* command) {
  auto* path =
      app.add_option("PATH", command->path, "The repository, or a folder in its work tree");
  auto* submodules = app.add_flag("--recurse-submodules", command->submodules,
                                  "Scan the histories of its submodules, too");
  auto* staged = app.add_flag("--staged", command->staged, "Scan what the next commit would add");
  app.add_flag("--all-staged", command->all_staged,
               "With --staged: secrets that HEAD holds already count, too")
      ->needs(staged);
  auto* worktree = app.add_flag("--worktree", command->worktree,
                                "Scan the work tree's files, but for those that git ignores");
  app.add_flag("--ignored", command->ignored, "With --worktree: scan ignored files, too")
      ->needs(worktree);
  auto* files =
      app.add_option("--files", command->files, "Scan plain files and folders")->type_name("PATH");
  auto* from_stdin = app.add_flag("--stdin", command->from_stdin, "Scan standard input");
  submodules->excludes(staged)->excludes(worktree)->excludes(files)->excludes(from_stdin);
  staged->excludes(worktree)->excludes(files)->excludes(from_stdin);
  worktree->excludes(files)->excludes(from_stdin);
  files->excludes(from_stdin)->excludes(path);
  from_stdin->excludes(path);
}

// An empty name would mean the whole history: a script's unset variable must not.
void add_range_options(CLI::App& app, ScanCommand* command) {
  const auto named = [](const std::string& text) {
    return text.empty() ? std::string("must not be empty") : std::string();
  };
  auto* range = app.add_option("--range", command->range,
                               "Scan what these commits bring: A..B, A...B or one revision")
                    ->check(named)
                    ->type_name("REVS");
  auto* branch =
      app.add_option("--branch", command->branch, "Scan the history of a branch, local or remote")
          ->check(named)
          ->type_name("NAME");
  auto* since = app.add_option("--since", command->since,
                               "Scan what commits since DATE bring: 2024-01-31, or with a time")
                    ->check(named)
                    ->type_name("DATE");
  range->excludes(branch);
  for (const char* other :
       {"--recurse-submodules", "--staged", "--worktree", "--files", "--stdin"}) {
    for (auto* option : {range, branch, since}) option->excludes(app.get_option(other));
  }
}

void add_report_options(CLI::App& app, ScanCommand* command) {
  add_output_options(app, &command->output);
  app.add_flag("--explain", command->output.explain,
               "Say of each candidate, taken or not, what was weighed");
  app.add_option(
         "--min-confidence", command->min_confidence,
         fmt::format("Report what keysieve is at least so sure of, from 0 to 1 (default: {})",
                     default_min_confidence))
      ->check(CLI::Range(0.0, 1.0).description(""))
      ->type_name("C");
  app.add_flag("--stats", command->stats, "Say on standard error what each stage took");
  app.add_flag("--no-progress", command->no_progress, "No progress line on the terminal");
}

}  // namespace

void add_scan(CLI::App& app, int* status) {
  auto command = std::make_shared<ScanCommand>();
  CLI::App* scan =
      app.add_subcommand("scan", "Find leaked secrets in a repository's whole history");
  add_source_options(*scan, command.get());
  add_range_options(*scan, command.get());
  add_report_options(*scan, command.get());
  add_rule_options(*scan, &command->rules);
  scan->add_option("--threads", command->scan.threads, "How many threads (default: one a core)")
      ->check(CLI::Range(0, 1024).description(""))
      ->type_name("N");
  scan->add_option("--max-object-bytes", command->scan.max_object_bytes,
                   "Notice larger objects instead of reading them (default: 4 GiB)")
      ->type_name("N");
  scan->add_flag(
      "--archives", command->scan.archives,
      "Scan the members of archives, too: zip (jar, wheel, docx), tar, gz, bz2, xz, zst");
  scan->add_flag("--whole-texts", command->scan.whole_texts,
                 "Search every version of a text whole: the same report, later")
      ->group("");  // not in the help: tests/bench/exactness.sh compares the two
  scan->add_flag("--no-repo-config", command->no_repo_config,
                 "Heed nothing the repository says about itself: keysieve:allow, .keysieve.toml");
  scan->footer(
      "Examples:\n"
      "  keysieve scan                       the repository you stand in, all of its history\n"
      "  keysieve scan ~/src/shop --explain  and why each candidate was or was not taken\n"
      "  keysieve scan --staged              what the next commit would add\n"
      "  keysieve scan --range origin/main..HEAD   what your branch would bring\n"
      "  keysieve scan --archives            and what is in its zip, jar and tar files\n"
      "  keysieve scan --worktree --ignored  the files you have, .env and the like included\n"
      "  keysieve scan --files .env config/  plain files, no git\n"
      "  git log -p | keysieve scan --stdin  anything else\n"
      "\n"
      "Exit status: 0 clean and complete, 1 findings, 2 could not run, 3 incomplete, nothing "
      "found.");
  scan->callback([command, status] { *status = run_scan(*command); });
}

}  // namespace keysieve::cli
