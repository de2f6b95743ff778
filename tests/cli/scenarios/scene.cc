#include "scene.h"

#include <algorithm>
#include <utility>

#include "catch.h"
#include "support/oracle.h"
#include "support/scan_json.h"

namespace keysieve::test {
namespace {

std::string gist_of(const nlohmann::json& finding) {
  if (finding.is_null()) return "none";
  const auto& introduced = finding.at("introduced");
  const bool unsure =
      std::any_of(introduced.begin(), introduced.end(),
                  [](const nlohmann::json& entry) { return entry.contains("at_or_before"); });
  return finding.at("status").get<std::string>() + " +" + std::to_string(introduced.size()) +
         (unsure ? "?" : "") + " -" + std::to_string(finding.at("removed").size());
}

}  // namespace

std::string Scene::key(std::size_t number) {
  while (keys.size() <= number) {
    keys.push_back(Fake(static_cast<std::uint32_t>(keys.size()) + 1).urlsafe_key());
  }
  return keys[number];
}

std::string Scene::setting(std::size_t number) {
  return "SECRET_KEY = '" + key(number) + "'\n";
}

std::string Scene::put(std::string_view path, std::string_view bytes) {
  return repo.write(path, bytes).commit("write " + std::string(path));
}

std::string Scene::drop(std::string_view path) {
  return repo.remove(path).commit("remove " + std::string(path));
}

std::string Scene::blob(std::string bytes) {
  return object("blob", std::move(bytes));
}

std::string Scene::object(std::string type, std::string bytes) {
  return git({"hash-object", "-w", "--literally", "-t", std::move(type), "--stdin"},
             std::move(bytes));
}

void Scene::branch(std::string name, std::string start) {
  git({"checkout", "--quiet", "-b", std::move(name), std::move(start)});
}

void Scene::go(std::string name) {
  git({"checkout", "--quiet", std::move(name)});
}

void Scene::begin_merge(std::vector<std::string> others) {
  others.insert(others.begin(), {"merge", "--quiet", "--no-ff", "--no-commit"});
  repo.try_git(std::move(others));  // fails when there are conflicts
}

void Scene::clone(std::vector<std::string> options) {
  scanned = elsewhere / "clone";
  options.insert(options.begin(), {"clone", "--quiet"});
  options.insert(options.end(), {"file://" + repo.path().string(), scanned.string()});
  git(std::move(options));
}

void play(const std::vector<Scenario>& scenarios) {
  for (const Scenario& scenario : scenarios) {
    CAPTURE(scenario.name);
    Scene scene;
    scenario.build(scene);
    if (scene.scanned.empty()) scene.scanned = scene.repo.path();
    Oracle oracle(scene.scanned);
    const ScanRun ran = scan_json(scene.scanned);
    REQUIRE(ran.report.is_object());
    CHECK(faults_in(ran.report, oracle, scene.keys) == nlohmann::json::array());
    std::vector<std::string> gist;
    for (const std::string& key : scene.keys) gist.push_back(gist_of(ran.finding(key)));
    CHECK(gist == scenario.gist);
  }
}

}  // namespace keysieve::test
