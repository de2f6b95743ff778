#include "cli/rule_options.h"

#include <iostream>

#include <fmt/format.h>

#include "base/printable.h"
#include "cli/choice.h"
#include "cli/repo_config.h"

namespace keysieve::cli {
namespace {

void say(const std::string& notice) {
  std::cerr << "keysieve: note: " << printable(notice) << '\n';
}

// Who replaces a rule that everybody has may do so to hide something.
void say_replaced(const RuleSet& rules, const RuleSet& by) {
  for (const Rule& rule : by.rules()) {
    const Rule* const replaced = rules.find(rule.id);
    if (replaced) say(fmt::format("{}: replaces the rule {}", rule.origin, rule.id));
  }
}

}  // namespace

void add_rule_options(CLI::App& command, RuleOptions* options) {
  command
      .add_option("--rules", options->files,
                  "Rules beside the built-in ones: our TOML, or gitleaks'")
      ->type_name("FILE");
  command.add_option("--enable", options->selection.enable, "Use only these rules")
      ->type_name("ID|TAG");
  command.add_option("--disable", options->selection.disable, "Leave these rules out")
      ->type_name("ID|TAG");
  add_choice<Severity>(command, "--min-severity", "SEVERITY",
                       {{"low", Severity::low},
                        {"medium", Severity::medium},
                        {"high", Severity::high},
                        {"critical", Severity::critical}},
                       &options->selection.min_severity,
                       "Leave out rules below: low, medium, high or critical");
}

Result<RuleSet> load_rules(const RuleOptions& options, const std::filesystem::path& repository) {
  auto rules = RuleSet::builtin();
  if (!rules) return rules;
  std::vector<std::filesystem::path> files = options.files;
  if (!repository.empty()) {
    if (auto own = repo_config(repository)) files.insert(files.begin(), *std::move(own));
  }
  for (const auto& file : files) {
    const auto more = RuleSet::load(file);
    if (!more) return more;
    say_replaced(*rules, *more);
    rules = rules->extended_by(*more);
  }
  for (const std::string& notice : rules->notices()) say(notice);
  return rules->selected(options.selection);
}

}  // namespace keysieve::cli
