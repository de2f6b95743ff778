// keysieve config: which settings are in force and who set them, a file to begin with, and what is
// wrong with the files there are.
#include <filesystem>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "base/file.h"
#include "base/printable.h"
#include "cli/command.h"
#include "cli/scan_setup.h"
#include "cli/setting_layers.h"
#include "keysieve/detector.h"
#include "keysieve/repo_file.h"

namespace keysieve::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* footer =
    "Examples:\n"
    "  keysieve config show        each setting in force, and where it comes from\n"
    "  keysieve config init        a .keysieve.toml that says what there is to set\n"
    "  keysieve config check       what is wrong with your files\n"
    "\n"
    "What decides, the first that says something: flags, the environment (KEYSIEVE_THREADS=2),\n"
    ".keysieve.toml at the top of the repository, your own file (config init --user), defaults.";

struct ConfigCommand {
  bool no_repo_config = false, user = false;
  std::string file;  // check
};

// A setting as a person reads it.
struct Row {
  std::string key, value, from;
};

std::string shown(double value) {
  return fmt::format("{}", value);
}
std::string shown(bool value) {
  return value ? "true" : "false";
}
std::string shown(unsigned value) {
  return value == 0 ? "0 (one a core)" : std::to_string(value);
}
std::string shown(std::uint64_t value) {
  return std::to_string(value);
}
std::string shown(Severity value) {
  return std::string(to_string(value));
}
std::string shown(ReportFormat value) {
  return std::string(info_of(value).name);
}
std::string shown(const std::string& value) {
  return value;
}
std::string shown(const std::vector<std::string>& value) {
  return value.empty() ? "none" : fmt::format("{}", fmt::join(value, ", "));
}

template <typename T>
Row row(const Layers& layers, const char* key, std::optional<T> Settings::*setting,
        const std::string& otherwise) {
  const Layer* const layer = layer_with(layers, setting);
  if (layer == nullptr) return {key, otherwise, "default"};
  return {key, shown(*(layer->settings.*setting)), layer->settings.places.at(key)};
}

// What of all layers adds up.
std::vector<Row> sums(const Layers& layers) {
  std::vector<Row> rows;
  for (const Layer& layer : layers) {
    for (const FindingAllowlist& list : layer.settings.allowlists) {
      rows.push_back({"allowlist", list.reason, list.origin});
    }
    for (const std::string& file : layer.settings.extend) {
      rows.push_back({"extend", file, layer.settings.places.at("extend")});
    }
    for (const Rule& rule : layer.settings.rules.rules()) {
      rows.push_back({"rule", rule.id, rule.origin});
    }
  }
  return rows;
}

std::vector<Row> rows_of(const Layers& layers) {
  const ScanOptions defaults;
  std::vector<Row> rows = {
      row(layers, "min_confidence", &Settings::min_confidence, shown(default_min_confidence)),
      row(layers, "min_severity", &Settings::min_severity, shown(Severity::low)),
      row(layers, "enable", &Settings::enable, "all"),
      row(layers, "disable", &Settings::disable, "none"),
      row(layers, "max_object_bytes", &Settings::max_object_bytes,
          shown(defaults.max_object_bytes)),
      row(layers, "archives", &Settings::archives, shown(defaults.archives)),
      row(layers, "threads", &Settings::threads, shown(defaults.threads)),
      row(layers, "format", &Settings::format, shown(ReportFormat::text)),
      row(layers, "color", &Settings::color, "auto"),
  };
  for (Row& sum : sums(layers)) rows.push_back(std::move(sum));
  return rows;
}

int show(const ConfigCommand& command) {
  const auto layers = read_layers(FilesSource{}, command.no_repo_config);
  if (!layers) return fail(layers.error());
  const std::vector<Row> rows = rows_of(*layers);
  std::size_t key_width = 0, value_width = 0;
  for (const Row& each : rows) {
    key_width = std::max(key_width, each.key.size());
    value_width = std::max(value_width, each.value.size());
  }
  for (const Row& each : rows) {
    std::cout << fmt::format("{:<{}}  {:<{}}  {}\n", each.key, key_width, printable(each.value),
                             value_width, printable(each.from));
  }
  return clean;
}

Result<fs::path> new_file(const ConfigCommand& command) {
  if (!command.user) {
    const auto top = work_tree_top(".");
    if (!top) return top.error();
    return *top / config_file_name;
  }
  fs::path file = user_config_path();
  if (file.empty()) {
    return Error{ErrorCode::not_found, "neither XDG_CONFIG_HOME nor HOME says where it would be"};
  }
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  if (!error) return file;
  return Error{ErrorCode::io,
               fmt::format("cannot make {}: {}", file.parent_path().string(), error.message())};
}

int init(const ConfigCommand& command) {
  const auto file = new_file(command);
  if (!file) return fail(file.error());
  std::error_code error;
  if (fs::exists(fs::symlink_status(*file, error))) {
    return fail({ErrorCode::invalid_argument,
                 fmt::format("{} is there already; nothing changed", file->string())});
  }
  if (const auto written = write_file(*file, settings_template(), 0644); !written) {
    return fail(written.error());
  }
  std::cout << printable(file->string()) << '\n';
  return clean;
}

// The rules of a file prove themselves by their examples, beside those that everybody has.
void check_proofs(const RuleSet& rules, std::vector<std::string>* problems) {
  const auto builtin = RuleSet::builtin();
  if (!builtin || rules.rules().empty()) return;
  for (const RuleProblem& problem : check_rules(rules, *builtin)) {
    problems->push_back(
        fmt::format("{}: {}: {}", problem.origin, problem.rule_id, problem.message));
  }
}

void add_lines(const Error& error, std::vector<std::string>* problems) {
  std::istringstream lines(error.message);
  for (std::string line; std::getline(lines, line);) problems->push_back(line);
}

// A file on its own, wherever it stands; names of rules are the built-in ones and its own.
std::vector<std::string> problems_of_file(const std::string& text, const std::string& file) {
  std::vector<std::string> problems;
  const auto settings = parse_settings(text, file);
  if (!settings) {
    add_lines(settings.error(), &problems);
    return problems;
  }
  check_proofs(settings->rules, &problems);
  if (!settings->extend.empty()) return problems;  // whose rules are known where it stands
  const Layers layers{{LayerKind::user, *settings, settings->rules, {}}};
  if (const auto checked = check_layers(layers); !checked) add_lines(checked.error(), &problems);
  return problems;
}

// All that is in force, as a scan would read it.
std::vector<std::string> problems_in_force(const ConfigCommand& command) {
  std::vector<std::string> problems;
  const auto layers = read_layers(FilesSource{}, command.no_repo_config);
  if (!layers) {
    add_lines(layers.error(), &problems);
    return problems;
  }
  for (const Layer& layer : *layers) check_proofs(layer.rules, &problems);
  if (const auto checked = check_layers(*layers); !checked) add_lines(checked.error(), &problems);
  return problems;
}

int check(const ConfigCommand& command) {
  std::vector<std::string> problems;
  if (command.file.empty()) {
    problems = problems_in_force(command);
  } else {
    const auto text = read_file(command.file);
    if (!text) return fail(text.error());
    problems = problems_of_file(*text, command.file);
  }
  for (const std::string& problem : problems) std::cout << printable(problem) << '\n';
  if (!problems.empty()) return findings;
  std::cout << "all is well\n";
  return clean;
}

CLI::App* add_action(CLI::App* config, const char* name, const char* description,
                     int (*action)(const ConfigCommand&),
                     const std::shared_ptr<ConfigCommand>& command, int* status) {
  auto* added = config->add_subcommand(name, description);
  added->callback([=] { *status = action(*command); });
  return added;
}

}  // namespace

void add_config(CLI::App& app, int* status) {
  auto* config = app.add_subcommand("config", "Show, begin and check settings");
  config->require_subcommand(1);
  config->footer(footer);
  const auto command = std::make_shared<ConfigCommand>();
  auto* show_command = add_action(config, "show", "Each setting in force, and where it comes from",
                                  show, command, status);
  auto* init_command = add_action(config, "init", "Write a file to begin with: it sets nothing yet",
                                  init, command, status);
  init_command->add_flag("--user", command->user, "Your own file instead of the repository's");
  auto* check_command = add_action(config, "check", "Say what is wrong with the files there are",
                                   check, command, status);
  check_command->add_option("FILE", command->file, "Only this file");
  check_command->footer("Exit status: 0 all is well, 1 something is wrong, 2 could not look.");
  for (auto* each : {show_command, check_command}) {
    each->add_flag("--no-repo-config", command->no_repo_config, "Do not read .keysieve.toml");
  }
}

}  // namespace keysieve::cli
