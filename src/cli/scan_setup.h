// All that a scan needs besides its source: rules, and what flags and settings say together.
#pragma once

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>

#include "cli/rule_options.h"
#include "cli/setting_layers.h"
#include "keysieve/scan.h"

namespace keysieve::cli {

// What settings can say as well: where it is unset, they decide.
struct ScanFlags {
  RuleOptions rules;
  std::optional<double> min_confidence;
  std::optional<std::uint64_t> max_object_bytes;
  std::optional<unsigned> threads;
  std::optional<bool> archives;
  bool no_repo_config = false;
};

void add_scan_flags(CLI::App& command, ScanFlags* flags);

struct ScanSetup {
  Layers layers;
  LoadedRules loaded;  // before the selection
  RuleSet rules;
  double min_confidence = default_min_confidence;
  ScanOptions options;

  Detector detector() const { return Detector(rules, min_confidence); }
};

Result<ScanSetup> set_up_scan(const Source& source, const ScanFlags& flags);

// Whether every rule that the layers name is one.
Status check_layers(const Layers& layers);

// Today's date, in UTC: "2026-07-31".
std::string today();

}  // namespace keysieve::cli
