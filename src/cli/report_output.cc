#include "cli/report_output.h"

#include <unistd.h>

#include <iostream>
#include <sstream>

#include <fmt/format.h>

#include "base/descriptor.h"
#include "base/file.h"
#include "base/printable.h"
#include "base/stage_clock.h"
#include "cli/choice.h"
#include "cli/farewell.h"
#include "cli/filter_repo_note.h"
#include "cli/step_summary.h"

namespace keysieve::cli {
namespace {

void add_format_option(CLI::App& command, ReportFormat* format) {
  Choices<ReportFormat> choices;
  std::string description;
  for (const ReportFormatInfo& known : report_formats()) {
    description += description.empty() ? "" : ", ";
    description += known.name;
    if (known.format == *format) description += " (default)";
    choices.emplace_back(known.name, known.format);
  }
  add_choice<ReportFormat>(command, "--format", "FORMAT", choices, format, description);
}

bool writes_secrets(const ReportOutput& output) {
  return output.show_secrets && info_of(output.format).secrets != SecretsShown::never;
}

Detail detail_of(const ReportOutput& output) {
  if (output.quiet) return Detail::brief;
  return output.verbose ? Detail::full : Detail::normal;
}

// A file is the same, whatever terminal it was made on.
ReportOptions options_of(const ReportOutput& output) {
  const bool to_file = !output.file.empty();
  const bool color = !to_file && wants_color(output.color);
  return {.show_secrets = output.show_secrets,
          .color = color,
          .explain = output.explain,
          .columns = to_file ? ReportOptions().columns : terminal_columns(),
          .links = color && wants_links(),
          .detail = detail_of(output)};
}

Status write_to_file(const ReportOutput& output, const std::string& text) {
  if (output.descriptor < 0) return write_file(output.file, text, 0600);
  if (write_all(output.descriptor, text)) return ok_status();
  return io_error("cannot hand over what is to be written to", output.file);
}

void warn(const std::string& text) {
  std::cerr << "keysieve: warning: " << printable(text) << '\n';
}

// A pipe may end in a log that many can read, a file lie around.
void warn_of_secrets(const ReportOutput& output) {
  if (!output.show_secrets) return;
  if (!writes_secrets(output)) {
    warn(fmt::format("--format {} is always redacted: --show-secrets changes nothing",
                     info_of(output.format).name));
  } else if (!output.file.empty()) {
    warn(output.file + " holds secrets in full: delete it when you are done");
  } else if (::isatty(STDOUT_FILENO) != 1) {
    warn(
        "secrets are written in full to something that is no terminal; --output FILE writes them "
        "to a file that only you can read");
  }
}

}  // namespace

void add_output_options(CLI::App& command, ReportOutput* output) {
  add_format_option(command, &output->format);
  command.add_option("--output,-o", output->file, "Write the report to a file only you can read")
      ->type_name("FILE");
  add_choice<ColorChoice>(command, "--color", "WHEN",
                          {{"auto", ColorChoice::automatic},
                           {"always", ColorChoice::always},
                           {"never", ColorChoice::never}},
                          &output->color, "auto (default), always or never");
  auto* quiet = command.add_flag("--quiet,-q", output->quiet,
                                 "One line of text, none if all is clean; no progress line");
  command.add_flag("--verbose,-v", output->verbose, "Each finding in full, however many there are")
      ->excludes(quiet);
  command.add_flag("--show-secrets", output->show_secrets, "Write secrets in full, not redacted");
}

Status check_output(const ReportOutput& output) {
  const ReportFormatInfo& format = info_of(output.format);
  if (format.secrets != SecretsShown::needed) return ok_status();
  if (output.show_secrets && !output.file.empty()) return ok_status();
  return Error{ErrorCode::invalid_argument,
               fmt::format("--format {} holds every secret in full; if that is what you want, add "
                           "--show-secrets and --output FILE, which only you can read",
                           format.name)};
}

Status write_output(const ReportOutput& output, const Report& report, const RuleSet& rules) {
  const bool to_file = !output.file.empty();
  const ReportOptions options = options_of(output);
  const StageScope stage(Stage::report);
  std::ostringstream text;
  write_report(output.format, report, rules, options, text);
  warn_of_secrets(output);
  if (to_file) {
    if (const auto written = write_to_file(output, text.str()); !written) return written;
  } else {
    const Farewell plain(options.color && ::isatty(STDOUT_FILENO) == 1 ? STDOUT_FILENO : -1,
                         "\x1b]8;;\x1b\\\x1b[0m");
    std::cout << text.str() << std::flush;
    if (!std::cout) return Error{ErrorCode::io, "cannot write the report to standard output"};
  }
  if (output.format == ReportFormat::github) add_step_summary(report, rules);
  if (output.format == ReportFormat::filter_repo) {
    std::cerr << filter_repo_note(report, output.file);
  }
  return ok_status();
}

}  // namespace keysieve::cli
