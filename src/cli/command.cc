#include "cli/command.h"

#include <exception>
#include <iostream>
#include <sstream>

#include <fmt/format.h>

#include "base/printable.h"
#include "cli/help.h"
#include "cli/standard_streams.h"
#include "keysieve/version.h"

namespace keysieve::cli {
namespace {

constexpr auto commands = {add_generate, add_grade,  add_scan,  add_accept,
                           add_hook,     add_report, add_rules, add_config};

// What is wrong with the command line, in one line, and the page that says what is right.
std::string usage_message(const CLI::App* app, const CLI::Error& error) {
  std::string command = "keysieve", what = error.what();
  const auto chosen = [&] { return app->get_subcommands(); };
  if (const auto rest = app->remaining(); chosen().empty() && !rest.empty()) {
    what = fmt::format("there is no command \"{}\"", rest.front());
  }
  for (; !chosen().empty(); app = chosen().front()) command += ' ' + chosen().front()->get_name();
  return fmt::format("keysieve: {} (see: {} --help)\n", printable(what), command);
}

int run_command(int argc, char** argv) {
  CLI::App app("Makes strong secret keys and finds the leaked ones in git repositories.",
               "keysieve");
  app.formatter(help_pages());
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
  } catch (const std::exception& error) {  // of whatever calls of others threw: memory, output
    return fail({ErrorCode::io, error.what()});
  }
  return status;
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
  hold_standard_streams();
  return status_when_written(run_command(argc, argv));
}

}  // namespace keysieve::cli
