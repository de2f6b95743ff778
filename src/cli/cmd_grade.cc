// keysieve grade: how strong a key is that somebody else made, and whether a repository has it. The
// key comes from a file, standard input or the environment, into guarded memory; never from the
// command line, where all users of the machine see it, and nothing that is said repeats it.
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/choice.h"
#include "cli/command.h"
#include "cli/env_keys.h"
#include "cli/guard.h"
#include "cli/progress_line.h"
#include "cli/terminal.h"
#include "keysieve/grade.h"

namespace keysieve::cli {
namespace {

struct GradeCommand {
  std::string file, env_file, name, variable;
  std::filesystem::path repository;
  GradeFormat format = GradeFormat::text;
  ColorChoice color = ColorChoice::automatic;
  ScanOptions scan;
  bool no_progress = false;
};

// A key that is to be graded, and where it is from.
struct Given {
  std::string name, origin;
  SecretBytes bytes;       // what was read
  std::string_view key{};  // the part of it that is the key
  std::string part{};      // which one of a list, " (2 of 4)"
  std::optional<std::string> doubt{};
};

struct AllGiven {
  std::vector<Given> keys;
  std::size_t other_variables = 0;
};

Error usage(std::string message) {
  return {ErrorCode::invalid_argument, std::move(message)};
}

// "SECRET_KEY=…": what is to be graded is not all of it. Random keys do not begin so.
bool is_env_line(std::string_view line) {
  const auto variables = read_variables(line);
  return variables && variables->size() == 1 && variables->front().value.size() > 0 &&
         holds_keys(variables->front().name);
}

Result<AllGiven> one_key(std::string name, std::string origin, SecretBytes bytes) {
  const auto key = only_line(bytes.view());
  if (!key) {
    return usage(
        fmt::format("{} holds several lines, and a key is one: give the variables of an "
                    "env file as --env-file FILE, and keys one by one",
                    origin));
  }
  if (is_env_line(*key)) {
    return usage(
        fmt::format("{} holds a line of an env file: give the file as --env-file FILE, or "
                    "what stands behind the equals sign alone",
                    origin));
  }
  AllGiven all;
  all.keys.push_back({std::move(name), std::move(origin), std::move(bytes), *key});
  return all;
}

Result<AllGiven> from_stdin() {
  if (::isatty(STDIN_FILENO) == 1) {
    return usage(
        "standard input is a terminal, which would show the key: name a file that holds it, or use "
        "--env-file FILE or --env NAME (see: keysieve grade --help)");
  }
  auto bytes = read_secret(STDIN_FILENO);
  if (!bytes) {
    return Error{bytes.error().code, "cannot read standard input: " + bytes.error().message};
  }
  return one_key("", "standard input", *std::move(bytes));
}

Result<AllGiven> from_file(const std::string& file) {
  auto bytes = read_secret_file(file);
  if (!bytes) return bytes.error();
  return one_key("", file, *std::move(bytes));
}

Result<AllGiven> from_environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) {
    return usage(
        "the environment has no variable of the name given with --env (which is not repeated here, "
        "for it may be a key): export it, or name it as it is");
  }
  auto bytes = copy_secret(value);
  if (!bytes) return bytes.error();
  AllGiven all;
  all.keys.push_back({name, "the environment", *std::move(bytes), {}});
  all.keys.back().key = all.keys.back().bytes.view();
  return all;
}

// The keys of one variable: of a list each by itself, for each can be weak, or have leaked.
Status add_keys(const EnvVariable& variable, const std::string& file, AllGiven* all) {
  const auto keys = keys_in(variable.name, variable.value.view());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    auto bytes = copy_secret(keys[i]);
    if (!bytes) return bytes.error();
    const std::string_view key = bytes->view();
    all->keys.push_back(
        {variable.name, fmt::format("{}:{}", file, variable.line), *std::move(bytes), key});
    if (keys.size() > 1) all->keys.back().part = fmt::format(" ({} of {})", i + 1, keys.size());
    if (variable.odd) {
      all->keys.back().doubt =
          "programs that read env files disagree on where this value ends: put it into single "
          "quotes, and grade it again";
    }
  }
  return ok_status();
}

bool is_wanted(const EnvVariable& variable, const std::string& name) {
  if (!name.empty()) return variable.name == name;
  return holds_keys(variable.name) && variable.value.size() > 0 && !variable.reference;
}

Error nothing_wanted(const GradeCommand& command, std::size_t variables) {
  if (!command.name.empty()) {
    return usage(fmt::format("{} has no variable of the name given with --name", command.env_file));
  }
  if (variables == 0) {
    return usage(fmt::format("{} sets no variables: is it an env file?", command.env_file));
  }
  return usage(
      fmt::format("no variable in {} looks like a key, of {}: grade one by its name, with "
                  "--name",
                  command.env_file, variables));
}

Result<AllGiven> from_env_file(const GradeCommand& command) {
  const auto bytes = read_secret_file(command.env_file);
  if (!bytes) return bytes.error();
  if (bytes->view().find('\0') != std::string_view::npos) {
    return usage(
        fmt::format("{} holds NUL bytes, as UTF-16 does; store it as UTF-8", command.env_file));
  }
  const auto variables = read_variables(bytes->view());
  if (!variables) {
    return Error{variables.error().code,
                 fmt::format("{}: {}", command.env_file, variables.error().message)};
  }
  AllGiven all;
  for (const EnvVariable& variable : *variables) {
    if (!is_wanted(variable, command.name)) {
      ++all.other_variables;
      continue;
    }
    if (variable.reference) {
      return usage(
          fmt::format("{} in {}:{} names another variable or a command: grade what that "
                      "stands for",
                      variable.name, command.env_file, variable.line));
    }
    if (auto added = add_keys(variable, command.env_file, &all); !added) return added.error();
  }
  if (!command.name.empty()) all.other_variables = 0;
  if (all.keys.empty()) return nothing_wanted(command, variables->size());
  return all;
}

Result<AllGiven> read_keys(const GradeCommand& command) {
  if (!command.env_file.empty()) return from_env_file(command);
  if (!command.variable.empty()) return from_environment(command.variable);
  if (!command.file.empty() && command.file != "-") return from_file(command.file);
  return from_stdin();
}

// Moves each leak to the key that it is of.
void add_leaks(const AllGiven& given, Report history, Grades* grades) {
  for (std::size_t i = 0; i < given.keys.size(); ++i) {
    const auto leak =
        std::find_if(history.findings.begin(), history.findings.end(),
                     [&](const Finding& finding) { return finding.secret == given.keys[i].key; });
    if (leak != history.findings.end()) grades->keys[i].leak = *leak;
  }
  history.findings.clear();
  grades->history = std::move(history);
}

Status search_history(GradeCommand command, const AllGiven& given, Grades* grades) {
  if (command.repository.empty()) return ok_status();
  std::vector<std::string_view> keys;
  for (std::size_t i = 0; i < given.keys.size(); ++i) {
    const std::string_view key = given.keys[i].key;
    if (key.size() >= min_searched_key) {
      keys.push_back(key);
    } else {
      grades->keys[i].reason_not_searched = fmt::format(
          "not looked at: what has fewer than {} characters stands everywhere", min_searched_key);
    }
  }
  ProgressLine progress(!command.no_progress);
  if (progress.active()) {
    command.scan.on_progress = [&](const Progress& now) { progress.show(now); };
  }
  auto history = find_keys({command.repository}, keys, command.scan);
  progress.clear();
  if (!history) return history.error();
  add_leaks(given, *std::move(history), grades);
  return ok_status();
}

Result<Grades> grade(const GradeCommand& command) {
  const auto given = read_keys(command);
  if (!given) return given.error();
  Grades grades;
  grades.other_variables = given->other_variables;
  for (const Given& each : given->keys) {
    grades.keys.push_back(
        {each.name + each.part, each.origin, grade_key(each.key, each.name), each.doubt, {}, {}});
  }
  if (auto searched = search_history(command, *given, &grades); !searched) return searched.error();
  return grades;
}

int status_of(const Grades& grades) {
  if (!grades.all_strong()) return findings;
  return !grades.history || grades.history->completeness.complete() ? clean : incomplete;
}

int run_grade(const GradeCommand& command, bool has_more) {
  guard_process();
  if (has_more) {
    return fail(usage(
        "there are more arguments than keysieve grade takes (they are not repeated here, for one "
        "may be a key). A key is not given on the command line, where others can see it: put it "
        "into a file, or pass it on standard input (keysieve grade -) or in an environment "
        "variable "
        "(--env NAME); see keysieve grade --help"));
  }
  const auto grades = grade(command);
  if (!grades) return fail(grades.error());
  std::ostringstream text;
  const bool color = wants_color(command.color);
  write_grades(command.format, *grades,
               {.color = color, .columns = terminal_columns(), .links = color && wants_links()},
               text);
  std::cout << text.str() << std::flush;
  if (!std::cout) return fail({ErrorCode::io, "cannot write the grades to standard output"});
  return status_of(*grades);
}

std::string named(const std::string& text) {
  return text.empty() ? "must not be empty" : "";
}

void add_inputs(CLI::App& app, GradeCommand* command) {
  auto* file =
      app.add_option("FILE", command->file, "A file that holds one key; -: standard input");
  auto* env_file = app.add_option("--env-file", command->env_file,
                                  "The keys among the variables of a dotenv file")
                       ->check(named)
                       ->type_name("FILE");
  app.add_option("--name", command->name, "Of an env file: this variable")
      ->needs(env_file)
      ->check(named)
      ->type_name("VAR");
  auto* variable = app.add_option("--env", command->variable, "A variable of the environment")
                       ->check(named)
                       ->type_name("VAR");
  env_file->excludes(file)->excludes(variable);
  variable->excludes(file);
}

}  // namespace

void add_grade(CLI::App& app, int* status) {
  const auto command = std::make_shared<GradeCommand>();
  CLI::App* grade = app.add_subcommand("grade", "Say how strong a key is, and whether it leaked");
  grade->allow_extras();  // refused by run_grade(), which repeats none of them
  add_inputs(*grade, command.get());
  grade
      ->add_option("--repo", command->repository,
                   "Look for this very key in all of this repository's history")
      ->check(named)
      ->type_name("PATH");
  grade->add_flag("--archives", command->scan.archives,
                  "With --repo: also in the members of archives");
  grade->add_option("--threads", command->scan.threads, "How many threads (default: one a core)")
      ->check(CLI::Range(0, 1024).description(""))
      ->type_name("N");
  add_choice<GradeFormat>(*grade, "--format", "FORMAT",
                          {{"text", GradeFormat::text}, {"json", GradeFormat::json}},
                          &command->format, "text (default) or json");
  add_choice<ColorChoice>(*grade, "--color", "WHEN",
                          {{"auto", ColorChoice::automatic},
                           {"always", ColorChoice::always},
                           {"never", ColorChoice::never}},
                          &command->color, "auto (default), always or never");
  grade->add_flag("--no-progress", command->no_progress, "No progress line on the terminal");
  grade->footer(
      "The key is never given on the command line, and never printed.\n"
      "\n"
      "Examples:\n"
      "  keysieve grade config/master.key\n"
      "  keysieve grade --env-file .env                   all keys in it, as a table\n"
      "  keysieve grade --env-file .env --name SECRET_KEY --repo .\n"
      "                                                   is the key in use one that leaked?\n"
      "  keysieve grade --env SECRET_KEY\n"
      "  vault read -field=key secret/app | keysieve grade - --format json\n"
      "\n"
      "Exit status: 0 strong, 1 weak or leaked, 2 could not run, 3 strong and not found, but not "
      "all\nof the history could be read.");
  grade->callback(
      [command, status, grade] { *status = run_grade(*command, !grade->remaining().empty()); });
}

}  // namespace keysieve::cli
