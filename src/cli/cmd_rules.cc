// keysieve rules: which rules there are, what one says, and whether they prove themselves.
#include <algorithm>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/file.h"
#include "base/json.h"
#include "base/printable.h"
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/rule_costs.h"
#include "cli/rule_options.h"
#include "cli/rule_page.h"
#include "keysieve/detector.h"
#include "keysieve/rule.h"

namespace keysieve::cli {
namespace {

constexpr const char* footer =
    "Examples:\n"
    "  keysieve rules list --tag django\n"
    "  keysieve rules show django-secret-key\n"
    "  keysieve rules check acme.toml         prove rules of your own\n"
    "  keysieve rules check --cost .          see what each rule costs on this repository\n"
    "  keysieve rules convert gitleaks.toml   write its rules in our own format\n"
    "\n"
    "Exit status: 0 done, 1 check found something wrong, 2 could not run.";

struct RulesOptions {
  std::string tag;                        // list: only rules with it
  std::string id;                         // show
  std::vector<std::string> files;         // list, show: besides the embedded rules; check: these
  std::string file, output;               // convert
  bool json = false;                      // list
  bool no_repo_config = false;            // list, show
  std::vector<std::string> repositories;  // check: to measure the rules on
};

Result<RuleSet> rules_with(const RulesOptions& options) {
  RuleOptions chosen;
  chosen.files.assign(options.files.begin(), options.files.end());
  const auto layers = read_layers(FilesSource{}, options.no_repo_config);
  if (!layers) return layers.error();
  auto loaded = load_rules(chosen, *layers);
  if (!loaded) return loaded.error();
  say_notes(*loaded);
  return std::move(loaded->rules);
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

void print_table(const RuleSet& rules) {
  std::size_t id_width = 0, tags_width = 0;
  for (const Rule& rule : rules.rules()) {
    id_width = std::max(id_width, rule.id.size());
    tags_width = std::max(tags_width, joined(rule.tags).size());
  }
  for (const Rule& rule : rules.rules()) {
    std::cout << fmt::format("{:<{}}  {:<8}  {:<{}}  {}\n", rule.id, id_width,
                             to_string(rule.severity), joined(rule.tags), tags_width,
                             printable(rule.name));
  }
}

void print_list(JsonWriter& json, std::string_view key, const std::vector<std::string>& items) {
  json.key(key).begin_array();
  for (const std::string& item : items) json.value(item);
  json.end_array();
}

void print_json(const RuleSet& rules) {
  JsonWriter json(std::cout);
  json.begin_object().member("schema_version", 1).member("ruleset", ruleset_hash(rules));
  json.key("rules").begin_array();
  for (const Rule& rule : rules.rules()) {
    json.begin_object().member("id", rule.id).member("name", rule.name);
    json.member("description", rule.description).member("severity", to_string(rule.severity));
    print_list(json, "tags", rule.tags);
    print_list(json, "keywords", rule.keywords);
    json.member("regex", rule.regex).member("path", rule.path);
    json.member("validate", rule.validate).member("preset", rule.preset);
    json.member("remediation", rule.remediation).member("origin", rule.origin).end_object();
  }
  json.end_array().end_object();
}

int list(const RulesOptions& options) {
  auto rules = rules_with(options);
  if (rules && !options.tag.empty()) {
    rules = rules->selected({.enable = {options.tag}, .disable = {}});
  }
  if (!rules) return fail(rules.error());
  options.json ? print_json(*rules) : print_table(*rules);
  return clean;
}

// Why there is no rule `id` to show.
Error no_such_rule(const RuleSet& rules, const std::string& id) {
  const auto tagged = rules.selected({.enable = {id}, .disable = {}});
  if (!tagged) return tagged.error();
  return {ErrorCode::not_found,
          fmt::format("\"{0}\" is a tag, not a rule; `keysieve rules list --tag {0}` shows the "
                      "rules that have it",
                      id)};
}

int show(const RulesOptions& options) {
  const auto rules = rules_with(options);
  if (!rules) return fail(rules.error());
  const Rule* const rule = rules->find(options.id);
  if (!rule) return fail(no_such_rule(*rules, options.id));
  print_rule_page(*rule, *rules);
  return clean;
}

// What was checked, and what is wrong with it, each problem a line.
struct Check {
  std::size_t rules = 0, examples = 0;
  std::vector<std::string> problems;
};

void check_set(const RuleSet& rules, const RuleSet& beside, Check& check) {
  for (const Rule& rule : rules.rules()) {
    ++check.rules;
    check.examples += rule.examples.size() + rule.negative_examples.size();
  }
  for (const RuleProblem& problem : check_rules(rules, beside)) {
    check.problems.push_back(
        fmt::format("{}: {}: {}", problem.origin, problem.rule_id, problem.message));
  }
}

// The rules that `check` checks, which were found to be readable.
Result<RuleSet> checked_rules(const RulesOptions& options) {
  if (options.files.empty()) return RuleSet::builtin();
  auto rules = RuleSet::load(options.files.front());
  for (std::size_t i = 1; rules && i < options.files.size(); ++i) {
    const auto more = RuleSet::load(options.files[i]);
    if (!more) return more.error();
    rules = rules->extended_by(*more);
  }
  return rules;
}

int measure(const RulesOptions& options) {
  const auto rules = checked_rules(options);
  if (!rules) return fail(rules.error());
  const auto costs = measured_costs(*rules, options.repositories);
  if (!costs) return fail(costs.error());
  print_costs(rules->rules(), *costs, std::cout);
  return clean;
}

// Fails only when the rules cannot be read; that they are wrong is what a check is for.
Status check_one(const Result<RuleSet>& rules, const RuleSet& beside, Check& check) {
  if (rules) {
    check_set(*rules, beside, check);
    return ok_status();
  }
  if (rules.error().code != ErrorCode::rule) return rules.error();
  std::istringstream lines(rules.error().message);
  for (std::string line; std::getline(lines, line);) check.problems.push_back(line);
  return ok_status();
}

int check(const RulesOptions& options) {
  const auto embedded = RuleSet::builtin();
  if (!embedded) return fail(embedded.error());
  Check check;
  for (const std::string& file : options.files) {
    const auto rules = RuleSet::load(file);
    if (auto read = check_one(rules, *embedded, check); !read) return fail(read.error());
  }
  if (options.files.empty()) check_set(*embedded, {}, check);
  for (const std::string& problem : check.problems) std::cout << printable(problem) << '\n';
  if (!check.problems.empty()) return findings;
  std::cout << fmt::format("{} rules, {} examples: all proven\n", check.rules, check.examples);
  return options.repositories.empty() ? clean : measure(options);
}

int convert(const RulesOptions& options) {
  const auto rules = RuleSet::load(options.file);
  if (!rules) return fail(rules.error());
  for (const std::string& notice : rules->notices()) {
    std::cerr << "keysieve: note: " << printable(notice) << '\n';
  }
  if (options.output.empty()) {
    std::cout << to_toml(*rules);
    return clean;
  }
  const auto written = write_file(options.output, to_toml(*rules), 0644);
  return written ? clean : fail(written.error());
}

// A subcommand of `rules` that does `action`; its options are for the caller to add.
CLI::App* add_action(CLI::App* rules, const char* name, const char* description,
                     int (*action)(const RulesOptions&),
                     const std::shared_ptr<RulesOptions>& options, int* status) {
  auto* command = rules->add_subcommand(name, description);
  command->callback([=] { *status = action(*options); });
  return command;
}

void add_files_option(CLI::App* command, RulesOptions& options) {
  command->add_option("--rules", options.files, "Rule files to read besides the embedded ones")
      ->type_name("FILE");
  command->add_flag("--no-repo-config", options.no_repo_config, "Do not read .keysieve.toml");
}

}  // namespace

void add_rules(CLI::App& app, int* status) {
  auto* rules = app.add_subcommand("rules", "List, show, check and convert rules");
  rules->require_subcommand(1);
  rules->footer(footer);
  const auto options = std::make_shared<RulesOptions>();
  auto* list_command =
      add_action(rules, "list", "All rules: id, severity, tags, name", list, options, status);
  list_command->add_option("--tag", options->tag, "Only rules with this tag");
  add_choice<bool>(*list_command, "--format", "FORMAT", {{"text", false}, {"json", true}},
                   &options->json, "text (default) or json");
  add_files_option(list_command, *options);
  auto* show_command = add_action(rules, "show", "All that one rule says", show, options, status);
  show_command->add_option("ID", options->id, "The rule's id")->required();
  add_files_option(show_command, *options);
  auto* check_command =
      add_action(rules, "check", "Prove the rules by their own examples", check, options, status);
  check_command->add_option("FILE", options->files, "Rule files; without any: the embedded rules");
  check_command
      ->add_option("--cost", options->repositories,
                   "Then scan this repository's history and say what each rule costs")
      ->type_name("REPO")
      ->allow_extra_args(false);
  auto* convert_command =
      add_action(rules, "convert", "Write gitleaks' rules as ours", convert, options, status);
  convert_command->add_option("FILE", options->file, "A rule file, such as gitleaks.toml")
      ->required();
  convert_command->add_option("--output,-o", options->output, "Where to (default: standard output)")
      ->type_name("FILE");
}

}  // namespace keysieve::cli
