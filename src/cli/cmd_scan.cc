// keysieve scan: chooses the source, scans it, writes the report.
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "base/file.h"
#include "cli/command.h"
#include "cli/progress_line.h"
#include "cli/report_keeper.h"
#include "cli/report_output.h"
#include "cli/sandbox.h"
#include "cli/scan_setup.h"
#include "cli/scan_stats.h"
#include "cli/scan_status.h"
#include "cli/source_options.h"
#include "cli/step_summary.h"
#include "keysieve/scan.h"

namespace keysieve::cli {
namespace {

struct ScanCommand {
  SourceOptions source;
  std::vector<std::filesystem::path> files;
  bool from_stdin = false;
  ScanFlags flags;
  ReportOutput output;
  bool format_given = false, color_given = false;  // else settings decide
  bool stats = false, no_progress = false, whole_texts = false, sandbox = false;
};

Result<Source> source_of(const ScanCommand& command) {
  if (!command.files.empty()) return Source(FilesSource{command.files});
  if (!command.from_stdin) return source_of(command.source);
  auto bytes = read_standard_input();
  if (!bytes) return bytes.error();
  return Source(StdinSource{*std::move(bytes)});
}

// How the report is written is a setting, too.
void take_report_settings(const Layers& layers, ScanCommand* command) {
  std::optional<ReportFormat> format;
  std::optional<std::string> color;
  take(layers, &Settings::format, &format);
  take(layers, &Settings::color, &color);
  if (!command->format_given && format) command->output.format = *format;
  if (!command->color_given && color) command->output.color = color_choice(*color);
}

// Once all is read that decides about the scan, and before what attackers may have written is.
Status give_up_power(const Source& source, ReportOutput* output) {
  if (!output->file.empty()) {
    const auto descriptor = leave_report_to_keeper(output->file);
    if (!descriptor) return descriptor.error();
    output->descriptor = *descriptor;
  }
  const bool summary = output->format == ReportFormat::github && !step_summary_file().empty();
  std::vector<std::filesystem::path> writes;
  if (summary) writes.push_back(step_summary_file());
  const auto limits = enter_sandbox(source, writes);
  if (!limits) return limits.error();
  if (output->verbose && !limits->lacking.empty()) {
    std::cerr << "keysieve: sandbox: scanned with more power than it needs: " << limits->lacking
              << '\n';
  }
  return ok_status();
}

Result<Report> scan_and_write(ScanCommand command) {
  const auto source = source_of(command);
  if (!source) return source.error();
  auto setup = set_up_scan(*source, command.flags);
  if (!setup) return setup.error();
  say_notes(setup->loaded);
  take_report_settings(setup->layers, &command);
  if (const auto checked = check_output(command.output); !checked) return checked.error();
  if (command.sandbox) {
    if (const auto given = give_up_power(*source, &command.output); !given) return given.error();
  }
  ProgressLine progress(!command.no_progress && !command.output.quiet);
  setup->options.explain = command.output.explain;
  setup->options.whole_texts = command.whole_texts;
  if (progress.active()) {
    setup->options.on_progress = [&](const Progress& now) { progress.show(now); };
  }
  const Detector detector = setup->detector();
  auto report = scan(*source, detector, setup->options);
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

void add_sources(CLI::App& app, ScanCommand* command) {
  auto* path =
      app.add_option("PATH", command->source.path, "The repository, or a folder in its work tree");
  add_source_options(app, &command->source);
  auto* files =
      app.add_option("--files", command->files, "Scan plain files and folders")->type_name("PATH");
  auto* from_stdin = app.add_flag("--stdin", command->from_stdin, "Scan standard input");
  for (const char* other :
       {"--recurse-submodules", "--staged", "--worktree", "--range", "--branch", "--since"}) {
    files->excludes(app.get_option(other));
    from_stdin->excludes(app.get_option(other));
  }
  files->excludes(from_stdin)->excludes(path);
  from_stdin->excludes(path);
}

void add_report_options(CLI::App& app, ScanCommand* command) {
  add_output_options(app, &command->output);
  app.add_flag("--explain", command->output.explain,
               "Say of each candidate, taken or not, what was weighed");
  app.add_flag("--stats", command->stats, "Say on standard error what each stage took");
  app.add_flag("--sandbox", command->sandbox,
               "Give up, before it is read, what the scan does not need: network, other programs, "
               "other files (Linux)");
  app.add_flag("--no-progress", command->no_progress, "No progress line on the terminal");
}

}  // namespace

void add_scan(CLI::App& app, int* status) {
  auto command = std::make_shared<ScanCommand>();
  CLI::App* scan =
      app.add_subcommand("scan", "Find leaked secrets in a repository's whole history");
  add_sources(*scan, command.get());
  add_report_options(*scan, command.get());
  add_scan_flags(*scan, &command->flags);
  scan->add_flag("--whole-texts", command->whole_texts,
                 "Search every version of a text whole: the same report, later")
      ->group("");  // not in the help: tests/bench/exactness.sh compares the two
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
  scan->callback([=] {
    command->format_given = scan->count("--format") != 0;
    command->color_given = scan->count("--color") != 0;
    *status = run_scan(*command);
  });
}

}  // namespace keysieve::cli
