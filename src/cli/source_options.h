// The options by which a command chooses what of a repository it scans.
#pragma once

#include <CLI/CLI.hpp>

#include <string>

#include "keysieve/scan.h"

namespace keysieve::cli {

struct SourceOptions {
  std::string path = ".";
  bool submodules = false, staged = false, all_staged = false, worktree = false, ignored = false;
  std::string range, branch, since;
};

// All but where the repository is, which each command says in its own way.
void add_source_options(CLI::App& command, SourceOptions* options);

// Whether none of the options is given: the history is meant.
bool means_history(const SourceOptions& options);

Result<Source> source_of(const SourceOptions& options);

}  // namespace keysieve::cli
