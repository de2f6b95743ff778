#include "support/scan_json.h"

#include <utility>

namespace keysieve::test {

nlohmann::json ScanRun::finding(std::string_view secret) const {
  nlohmann::json found;
  for (const auto& finding : report.at("findings")) {
    if (finding.at("secret") != secret) continue;
    if (!found.is_null()) return {};
    found = finding;
  }
  return found;
}

ScanRun scan_json(const std::filesystem::path& directory, std::vector<std::string> arguments,
                  std::string input, Environment environment) {
  std::vector<std::string> all{"scan", "--format", "json", "--show-secrets"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  const Ran ran = run_keysieve(all, directory, std::move(input), std::move(environment));
  return {ran.exit, ran.err, nlohmann::json::parse(ran.out, nullptr, false)};
}

Story story_of(const nlohmann::json& finding) {
  Story story;
  if (finding.is_null()) return story;
  for (const auto& entry : finding.at("introduced")) story.introduced.insert(entry.at("commit"));
  for (const auto& entry : finding.at("removed")) story.removed.insert(entry.at("commit"));
  for (const auto& name : finding.at("present_in")) story.present.insert(name);
  return story;
}

}  // namespace keysieve::test
