#include "cli/command.h"

#include <iostream>
#include <sstream>

#include <fmt/format.h>

#include "base/printable.h"
#include "keysieve/version.h"

namespace keysieve::cli {
namespace {

constexpr auto commands = {add_generate, add_grade,  add_scan,  add_accept,
                           add_hook,     add_report, add_rules, add_config};

// What is wrong with the command line, in one line.
std::string usage_message(const CLI::App*, const CLI::Error& error) {
  return fmt::format("keysieve: {} (see: keysieve --help)\n", printable(error.what()));
}

}  // namespace

int fail(const Error& error) {
  std::istringstream lines(error.message);  // several where several things are wrong
  for (std::string line; std::getline(lines, line);) {
    std::cerr << "keysieve: " << printable(line) << '\n';
  }
  return failed;
}

int run(int argc, char** argv) {
  CLI::App app("Makes strong secret keys and finds the leaked ones in git repositories.",
               "keysieve");
  app.set_version_flag("--version", std::string("keysieve ") + version);
  app.require_subcommand(1);
  app.failure_message(usage_message);
  app.footer(
      "Examples:\n"
      "  keysieve generate              a fresh key: 51 URL-safe characters, 304 bits\n"
      "  keysieve scan                  audit the whole history of the repository you stand in\n"
      "  keysieve hook install          scan what is staged at every commit\n"
      "\n"
      "Exit status: 0 clean and complete, 1 findings, 2 could not run, 3 incomplete, nothing "
      "found.");
  int status = clean;
  for (const auto add : commands) add(app, &status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? clean : failed;
  }
  return status;
}

}  // namespace keysieve::cli
