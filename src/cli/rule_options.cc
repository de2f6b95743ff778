#include "cli/rule_options.h"

#include "cli/choice.h"

namespace keysieve::cli {

void add_rule_options(CLI::App& command, RuleOptions* options) {
  command.add_option("--rules", options->files, "Rules in TOML, beside the built-in ones")
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

Result<RuleSet> load_rules(const RuleOptions& options) {
  auto rules = RuleSet::builtin();
  if (!rules) return rules;
  for (const auto& file : options.files) {
    const auto own = RuleSet::load(file);
    if (!own) return own;
    rules = rules->extended_by(*own);
  }
  return rules->selected(options.selection);
}

}  // namespace keysieve::cli
