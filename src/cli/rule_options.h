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

// The built-in rules, extended by those of `repository` (see repo_config; empty: no repository) and
// by the files given, of these the ones selected. What people should know of them is said on
// stderr.
Result<RuleSet> load_rules(const RuleOptions& options, const std::filesystem::path& repository);

}  // namespace keysieve::cli
