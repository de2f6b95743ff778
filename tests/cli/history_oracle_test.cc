// The tool that checks reports on large repositories (tests/tools/history_oracle.py): it agrees
// with true ones, and sees what is wrong with others.
#include <functional>

#include "catch.h"
#include "support/built.h"
#include "support/fake.h"
#include "support/random_history.h"
#include "support/scan_json.h"

namespace keysieve::test {
namespace {

using nlohmann::json;

Ran check(const TestRepo& repo, const json& report) {
  const TempDir dir;
  const auto file = dir.write("report.json", report.dump());
  const std::string tool = (source_dir() / "tests/tools/history_oracle.py").string();
  return run({{"python3", tool, repo.path().string(), file.string()}, {}, {}, {}});
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

struct Lie {
  const char* word;  // by which the tool names it
  std::function<void(json& finding)> tell;
};

}  // namespace

TEST_CASE("history_oracle.py: agrees with true reports", "[cli]") {
  for (const std::uint32_t seed : {1U, 2U, 3U}) {
    TestRepo repo;
    make_random_history(repo, seed, 60);
    const json report = scan_json(repo.path()).report;
    const Ran ran = check(repo, report);
    INFO(ran.out << ran.err);
    CHECK(ran.exit == 0);
    CHECK(contains(ran.out, "findings: " + std::to_string(report.at("findings").size())));
    CHECK(contains(ran.out, " 0 different"));
  }
}

TEST_CASE("history_oracle.py: sees what is wrong with a report", "[cli]") {
  TestRepo repo;
  const RandomHistory history = make_random_history(repo, 8, 60);
  const json report = scan_json(repo.path()).report;
  const auto& finding = report.at("findings").at(0);
  REQUIRE(finding.at("introduced").size() > 1);
  REQUIRE(finding.at("removed").size() > 1);
  const std::vector<Lie> lies{
      {"also introduced", [](json& f) { f["introduced"].erase(0); }},
      {"not introduced", [](json& f) { f["introduced"].push_back(f["removed"][0]); }},
      {"introduced twice", [](json& f) { f["introduced"].push_back(f["introduced"][0]); }},
      {"also removed", [](json& f) { f["removed"].erase(0); }},
      {"not removed", [](json& f) { f["removed"].push_back(f["introduced"][0]); }},
      {"present in", [](json& f) { f["present_in"] = json{"refs/tags/annotated"}; }},
      {"the status is not",
       [](json& f) { f["status"] = f["status"] == "live" ? "history" : "live"; }},
  };
  for (const Lie& lie : lies) {
    CAPTURE(lie.word);
    json tampered = report;
    lie.tell(tampered["findings"][0]);
    const Ran ran = check(repo, tampered);
    CHECK(ran.exit == 1);
    CHECK(contains(ran.out, lie.word));
    CHECK(contains(ran.out, " 1 different"));
    for (const std::string& secret : history.secrets) CHECK_FALSE(contains(ran.out, secret));
  }
}

TEST_CASE("history_oracle.py: sees an introduction told before one of its past", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().urlsafe_key();
  for (const char* text : {"one", "", "two"}) {
    const std::string setting = "SECRET_KEY = '" + key + "'\n";
    repo.write("settings.py", *text == '\0' ? "" : setting).commit(*text == '\0' ? "none" : text);
  }
  json report = scan_json(repo.path()).report;
  CHECK(check(repo, report).exit == 0);
  auto& introduced = report["findings"][0]["introduced"];
  REQUIRE(introduced.size() == 2);
  std::swap(introduced[0], introduced[1]);
  const Ran ran = check(repo, report);
  CHECK(ran.exit == 1);
  CHECK(contains(ran.out, "comes after its descendant"));
}

}  // namespace keysieve::test
