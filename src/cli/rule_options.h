// The options by which a command chooses its rules.
#pragma once

#include <CLI/CLI.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/setting_layers.h"
#include "keysieve/rule.h"

namespace keysieve::cli {

struct RuleOptions {
  std::vector<std::filesystem::path> files;
  std::vector<std::string> enable, disable;
  std::optional<Severity> min_severity;
};

void add_rule_options(CLI::App& command, RuleOptions* options);

struct LoadedRules {
  RuleSet rules;
  std::vector<std::string> notes;     // for people to know
  std::vector<std::string> replaced;  // those of them that say which rules the repository replaces
};

// The built-in rules, extended by those of the layers and by the files given. All of them: what is
// selected is for select_rules() to say.
Result<LoadedRules> load_rules(const RuleOptions& options, const Layers& layers);

// Says the notes on stderr.
void say_notes(const LoadedRules& loaded);

struct SelectedRules {
  RuleSet rules;
  // What the repository leaves out is searched for all the same, and reported as suppressed: nobody
  // hides anything with a file that comes with what is scanned.
  std::vector<FindingAllowlist> left_out;
};
Result<SelectedRules> select_rules(const RuleSet& rules, const RuleOptions& options,
                                   const Layers& layers);

}  // namespace keysieve::cli
