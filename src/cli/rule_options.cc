#include "cli/rule_options.h"

namespace keysieve::cli {

void add_rule_options(CLI::App& command, RuleOptions* options) {
  command.add_option("--rules", options->files, "Rules in TOML, beside the built-in ones")
      ->type_name("FILE");
  command.add_option("--enable", options->selection.enable, "Use only these rules")
      ->type_name("ID|TAG");
  command.add_option("--disable", options->selection.disable, "Leave these rules out")
      ->type_name("ID|TAG");
  command
      .add_option_function<std::string>(
          "--min-severity",
          [options](const std::string& name) {
            options->selection.min_severity = parse_severity(name).value_or(Severity::low);
          },
          "Leave out rules below: low, medium, high or critical")
      ->check(CLI::IsMember({"low", "medium", "high", "critical"}).description(""))
      ->type_name("SEVERITY");
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
