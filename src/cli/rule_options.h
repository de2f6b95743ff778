// The options by which a command chooses its rules.
#pragma once

#include <CLI/CLI.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include "keysieve/rule.h"

namespace keysieve::cli {

struct RuleOptions {
  std::vector<std::filesystem::path> files;
  RuleSelection selection;
};

void add_rule_options(CLI::App& command, RuleOptions* options);

// The built-in rules, extended by the files given, of these the ones selected.
Result<RuleSet> load_rules(const RuleOptions& options);

}  // namespace keysieve::cli
