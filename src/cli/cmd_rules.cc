// keysieve rules: which rules there are, what one says, and whether they prove themselves.
#include <algorithm>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/printable.h"
#include "cli/command.h"
#include "cli/rule_costs.h"
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
    "\n"
    "Exit status: 0 done, 1 check found something wrong, 2 could not run.";

struct RulesOptions {
  std::string tag;                        // list: only rules with it
  std::string id;                         // show
  std::vector<std::string> files;         // list, show: besides the embedded rules; check: instead
  std::vector<std::string> repositories;  // check: to measure the rules on
};

Result<RuleSet> rules_with(const std::vector<std::string>& files) {
  auto rules = RuleSet::builtin();
  for (const std::string& file : files) {
    if (!rules) return rules;
    const auto more = RuleSet::load(file);
    if (!more) return more.error();
    rules = rules->extended_by(*more);
  }
  return rules;
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

int list(const RulesOptions& options) {
  auto rules = rules_with(options.files);
  if (rules && !options.tag.empty()) {
    rules = rules->selected({.enable = {options.tag}, .disable = {}});
  }
  if (!rules) return fail(rules.error());
  print_table(*rules);
  return clean;
}

// One key and its value; the lines of the value stand below each other.
void print_field(std::string_view key, std::string_view value) {
  while (value.ends_with('\n')) value.remove_suffix(1);
  for (std::size_t begin = 0; begin < value.size();) {
    const std::size_t end = std::min(value.find('\n', begin), value.size());
    std::cout << fmt::format("{:<15} {}\n", begin == 0 ? key : "",
                             printable(value.substr(begin, end - begin)));
    begin = end + 1;
  }
}

void print_rule(const Rule& rule) {
  print_field("id", rule.id);
  print_field("name", rule.name);
  print_field("severity", to_string(rule.severity));
  print_field("tags", joined(rule.tags));
  print_field("description", rule.description);
  print_field("remediation", rule.remediation);
  print_field("preset", rule.preset);
  print_field("keywords", joined(rule.keywords));
  print_field("regex", rule.regex);
  print_field("path", rule.path);
  print_field("whole blob", rule.whole_blob ? "yes: files of at most 512 bytes" : "");
  print_field("context lines", fmt::format("{}", rule.context_lines));
  print_field("min randomness", rule.min_randomness ? fmt::format("{}", *rule.min_randomness) : "");
  print_field("example", rule.sample());
  print_field("origin", rule.origin);
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
  const auto rules = rules_with(options.files);
  if (!rules) return fail(rules.error());
  const Rule* const rule = rules->find(options.id);
  if (!rule) return fail(no_such_rule(*rules, options.id));
  print_rule(*rule);
  return clean;
}

// What was checked, and what is wrong with it, each problem a line.
struct Check {
  std::size_t rules = 0, examples = 0;
  std::vector<std::string> problems;
};

void check_set(const RuleSet& rules, Check& check) {
  for (const Rule& rule : rules.rules()) {
    ++check.rules;
    check.examples += rule.examples.size() + rule.negative_examples.size();
  }
  for (const RuleProblem& problem : check_rules(rules)) {
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
Status check_one(const Result<RuleSet>& rules, Check& check) {
  if (rules) {
    check_set(*rules, check);
    return ok_status();
  }
  if (rules.error().code != ErrorCode::rule) return rules.error();
  std::istringstream lines(rules.error().message);
  for (std::string line; std::getline(lines, line);) check.problems.push_back(line);
  return ok_status();
}

int check(const RulesOptions& options) {
  Check check;
  for (const std::string& file : options.files) {
    if (auto read = check_one(RuleSet::load(file), check); !read) return fail(read.error());
  }
  if (options.files.empty()) {
    if (auto read = check_one(RuleSet::builtin(), check); !read) return fail(read.error());
  }
  for (const std::string& problem : check.problems) std::cout << printable(problem) << '\n';
  if (!check.problems.empty()) return findings;
  std::cout << fmt::format("{} rules, {} examples: all proven\n", check.rules, check.examples);
  return options.repositories.empty() ? clean : measure(options);
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
}

}  // namespace

void add_rules(CLI::App& app, int* status) {
  auto* rules = app.add_subcommand("rules", "List, show and check the rules");
  rules->require_subcommand(1);
  rules->footer(footer);
  const auto options = std::make_shared<RulesOptions>();
  auto* list_command =
      add_action(rules, "list", "All rules: id, severity, tags, name", list, options, status);
  list_command->add_option("--tag", options->tag, "Only rules with this tag");
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
}

}  // namespace keysieve::cli
