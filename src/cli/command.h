// The commands of the program. Each stands in a file of its own, cmd_<name>.cc, and adds itself to
// the command line; main knows them by the table in command.cc alone.
#pragma once

#include <CLI/CLI.hpp>

#include "keysieve/error.h"

namespace keysieve::cli {

// What the program ends with.
enum ExitStatus : int { clean = 0, findings = 1, failed = 2, incomplete = 3 };

// Adds the subcommand to `app`; when the user asked for it, its callback puts the outcome into
// *status, which outlives the parsing.
void add_accept(CLI::App& app, int* status);
void add_config(CLI::App& app, int* status);
void add_generate(CLI::App& app, int* status);
void add_grade(CLI::App& app, int* status);
void add_hook(CLI::App& app, int* status);
void add_report(CLI::App& app, int* status);
void add_rules(CLI::App& app, int* status);
void add_scan(CLI::App& app, int* status);

// The whole program: parses the command line, runs the command, returns the exit status.
int run(int argc, char** argv);

// Says on stderr what went wrong, a line for each thing, and returns `failed`.
int fail(const Error& error);

}  // namespace keysieve::cli
