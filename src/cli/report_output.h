// Where a report goes, in which format, and whether it may hold secrets: what `scan` and `report`
// have in common.
#pragma once

#include <CLI/CLI.hpp>

#include <string>

#include "cli/terminal.h"
#include "keysieve/report.h"

namespace keysieve::cli {

struct ReportOutput {
  ReportFormat format = ReportFormat::text;
  std::string file;     // empty: standard output
  int descriptor = -1;  // of whoever writes the file (report_keeper.h); below 0: nobody else does
  ColorChoice color = ColorChoice::automatic;
  bool show_secrets = false, explain = false, quiet = false, verbose = false;
};

void add_output_options(CLI::App& command, ReportOutput* output);

// What is wrong with the choice, before anything is scanned for it.
Status check_output(const ReportOutput& output);

// Writes the report, and says on stderr what whoever reads it has to know.
Status write_output(const ReportOutput& output, const Report& report, const RuleSet& rules);

}  // namespace keysieve::cli
