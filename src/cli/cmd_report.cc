// keysieve report: saved reports in another format, several as one, or what is new since an older.
#include <memory>

#include "base/file.h"
#include "cli/command.h"
#include "cli/report_output.h"
#include "keysieve/saved_report.h"

namespace keysieve::cli {
namespace {

struct ReportCommand {
  std::vector<std::string> files;
  std::string since;
  ReportOutput output;
};

Result<std::string> bytes_of(const std::string& file) {
  return file == "-" ? read_standard_input() : read_file(file);
}

Result<SavedReport> load(const std::string& file) {
  const auto bytes = bytes_of(file);
  if (!bytes) return bytes.error();
  return read_report(*bytes, file == "-" ? "standard input" : file);
}

Result<SavedReport> merged(const std::vector<std::string>& files) {
  std::vector<SavedReport> reports;
  for (const std::string& file : files) {
    auto report = load(file);
    if (!report) return report;
    reports.push_back(*std::move(report));
  }
  return merge_reports(std::move(reports));
}

Result<SavedReport> wanted(const ReportCommand& command) {
  if (const auto checked = check_output(command.output); !checked) return checked.error();
  auto now = merged(command.files);
  if (!now || command.since.empty()) return now;
  auto old = load(command.since);
  if (!old) return old;
  compare_reports(*std::move(old), &*now);
  return now;
}

// Only a comparison judges: whoever renders a report knows what is in it.
ExitStatus status_of(const ReportCommand& command, const Report& report) {
  if (command.since.empty()) return clean;
  for (const Finding& finding : report.findings) {
    if (report.since->is_new(finding) && !finding.suppression) return findings;
  }
  return report.completeness.complete() ? clean : incomplete;
}

int run_report(const ReportCommand& command) {
  const auto saved = wanted(command);
  if (!saved) return fail(saved.error());
  const auto written = write_output(command.output, saved->report, saved->rules);
  return written ? status_of(command, saved->report) : fail(written.error());
}

}  // namespace

void add_report(CLI::App& app, int* status) {
  auto command = std::make_shared<ReportCommand>();
  CLI::App* report =
      app.add_subcommand("report", "Write saved JSON reports in another format, or compare them");
  report
      ->add_option("IN", command->files,
                   "Reports that scan --format json wrote; - is standard input")
      ->required();
  report
      ->add_option("--since", command->since,
                   "Say what is new, unchanged and gone since this older report")
      ->type_name("OLD");
  add_output_options(*report, &command->output);
  report->footer(
      "Examples:\n"
      "  keysieve report audit.json --format sarif -o audit.sarif\n"
      "  keysieve report shop.json blog.json          several as one\n"
      "  keysieve report today.json --since last.json what is new\n"
      "\n"
      "Exit status: 0 written, 2 could not run; with --since: 0 nothing new, 1 new findings,\n"
      "3 nothing new, but the scan was incomplete.");
  report->callback([command, status] { *status = run_report(*command); });
}

}  // namespace keysieve::cli
