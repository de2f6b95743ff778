// Settings: what .keysieve.toml at the top of a repository, or a user's own file, asks of scans.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "keysieve/error.h"
#include "keysieve/report.h"
#include "keysieve/rule.h"
#include "keysieve/suppression.h"

namespace keysieve {

struct Settings {
  std::optional<double> min_confidence;
  std::optional<Severity> min_severity;
  std::optional<std::vector<std::string>> enable, disable;  // rules, by id or tag
  std::optional<std::uint64_t> max_object_bytes;
  std::optional<bool> archives;
  std::optional<unsigned> threads;  // 0: one a core
  std::optional<ReportFormat> format;
  std::optional<std::string> color;  // auto, always or never
  std::vector<std::string> extend;   // files of rules, relative to this one
  std::vector<FindingAllowlist> allowlists;
  RuleSet rules;                              // written in it
  std::map<std::string, std::string> places;  // by key: where it is set, "file:line"
};

// Fails with everything that is wrong with the text, one "origin:line: what is wrong" a line.
Result<Settings> parse_settings(std::string_view toml, std::string_view origin);

// A file that says of every setting what it does and what it is by default, and sets none.
std::string settings_template();

}  // namespace keysieve
