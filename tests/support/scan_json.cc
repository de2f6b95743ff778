#include "support/scan_json.h"

#include <algorithm>
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

nlohmann::json told_in(const nlohmann::json& report) {
  nlohmann::json stories = nlohmann::json::object();
  for (const auto& finding : report.at("findings")) {
    nlohmann::json story;
    for (const char* name :
         {"status", "present_in", "introduced", "removed", "exposure_days", "occurrences"}) {
      story[name] = finding.at(name);
    }
    story["in_head"] = finding.value("in_head", nlohmann::json());
    for (auto& entry : story["introduced"]) entry.emplace("at_or_before", false);
    std::sort(story["occurrences"].begin(), story["occurrences"].end());
    auto& told = stories[finding.at("secret").get<std::string>()];
    told = told.is_null() ? story : nlohmann::json("found by two rules");
  }
  const auto& done = report.at("completeness");
  nlohmann::json missing = nlohmann::json::array();
  for (const auto& notice : done.at("notices")) missing.push_back(notice.at("object"));
  std::sort(missing.begin(), missing.end());
  return {{"head", report.at("source").at("head")},
          {"refs", report.at("source").at("refs")},
          {"shallow", report.at("source").at("shallow")},
          {"complete", done.at("complete")},
          {"expected", done.at("objects").at("expected")},
          {"scanned", done.at("objects").at("scanned")},
          {"missing", missing},
          {"stories", stories}};
}

nlohmann::json faults_in(const nlohmann::json& report, Oracle& oracle,
                         const std::vector<std::string>& secrets) {
  return nlohmann::json::diff(told_in(report), oracle.truth(secrets));
}

}  // namespace keysieve::test
