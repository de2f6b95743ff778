// The JSON report of the real program, read back.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/oracle.h"
#include "support/process.h"

namespace keysieve::test {

struct ScanRun {
  int exit = -1;
  std::string err;
  nlohmann::json report;

  // The one finding whose secret is `secret`; a null value when there is none, or more than one.
  nlohmann::json finding(std::string_view secret) const;
};

// `keysieve scan --format json --show-secrets` with more arguments.
ScanRun scan_json(const std::filesystem::path& directory, std::vector<std::string> arguments = {},
                  std::string input = {}, Environment environment = {});

// A finding's part of what the oracle tells.
Story story_of(const nlohmann::json& finding);

// All of a report that follows from the history alone, in the form of Oracle::truth(): of the
// repository, of what could not be read, and of each secret its story.
nlohmann::json told_in(const nlohmann::json& report);

// What is wrong with a report, as the steps that would mend it (RFC 6902); an empty array when the
// truth is told of each of `secrets`, and nothing of any other.
nlohmann::json faults_in(const nlohmann::json& report, Oracle& oracle,
                         const std::vector<std::string>& secrets);

}  // namespace keysieve::test
