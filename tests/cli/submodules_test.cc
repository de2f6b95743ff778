// keysieve scan --recurse-submodules: the databases inside a repository.
#include <string>

#include "catch.h"
#include "support/fake.h"
#include "support/scan_json.h"
#include "support/test_repo.h"

using namespace keysieve::test;

namespace {

std::string setting(const std::string& key) {
  return "SECRET_KEY = '" + key + "'\n";
}

// Adds the repository `inner` at `path`, and commits.
std::string add_submodule(TestRepo& outer, const TestRepo& inner, const std::string& path) {
  outer.git({"-c", "protocol.file.allow=always", "submodule", "--quiet", "add",
             inner.path().string(), path});
  return outer.commit("add " + path);
}

ScanRun scan_all(const std::filesystem::path& path) {
  return scan_json(path, {"--recurse-submodules"});
}

}  // namespace

TEST_CASE("submodules: without the option only the repository itself is scanned", "[cli]") {
  TestRepo outer, inner;
  inner.write("settings.py", setting(Fake().urlsafe_key())).commit("settings");
  add_submodule(outer, inner, "libs/shop");
  const ScanRun ran = scan_json(outer.path());
  CHECK(ran.exit == 0);
  CHECK(ran.report.at("findings").empty());
}

TEST_CASE("submodules: their history is told with paths from the top and their own commits",
          "[cli]") {
  TestRepo outer, inner;
  const std::string key = Fake().urlsafe_key();
  const std::string added = inner.write("settings.py", setting(key)).commit("settings");
  const std::string gone = inner.write("settings.py", "").commit("no settings");
  add_submodule(outer, inner, "libs/shop");
  const ScanRun ran = scan_all(outer.path());
  const auto finding = ran.finding(key);
  REQUIRE_FALSE(finding.is_null());
  CHECK(ran.exit == 1);
  CHECK(ran.report.at("completeness").at("complete") == true);
  CHECK(finding.at("status") == "history");
  CHECK(finding.at("introduced")[0].at("commit") == added);
  CHECK(finding.at("introduced")[0].at("path") == "libs/shop/settings.py");
  CHECK(finding.at("introduced")[0].at("submodule") == "libs/shop");
  CHECK(finding.at("removed")[0].at("commit") == gone);
  CHECK(finding.at("removed")[0].at("path") == "libs/shop/settings.py");
  CHECK(finding.at("occurrences")[0].at("path") == "libs/shop/settings.py");
  CHECK(finding.at("occurrences")[0].at("submodule") == "libs/shop");
}

TEST_CASE("submodules: one secret in several repositories is one finding", "[cli]") {
  TestRepo outer, inner;
  const std::string key = Fake().urlsafe_key();
  inner.write("settings.py", setting(key)).commit("settings");
  const std::string first = outer.write("app/settings.py", setting(key)).commit("ours");
  outer.write("app/settings.py", "").commit("not ours any more");
  add_submodule(outer, inner, "libs/shop");
  const auto finding = scan_all(outer.path()).finding(key);
  REQUIRE_FALSE(finding.is_null());
  CHECK(finding.at("status") == "live");
  CHECK(finding.at("introduced").size() == 2);
  CHECK(finding.at("introduced")[0].at("commit") == first);
  CHECK_FALSE(finding.at("introduced")[0].contains("submodule"));
  CHECK(finding.at("present_in") == nlohmann::json({"libs/shop:HEAD", "libs/shop:refs/heads/main",
                                                    "libs/shop:refs/remotes/origin/HEAD",
                                                    "libs/shop:refs/remotes/origin/main"}));
}

TEST_CASE("submodules: those of submodules are scanned, too", "[cli]") {
  TestRepo outer, middle, inner;
  const std::string key = Fake().urlsafe_key();
  inner.write("settings.py", setting(key)).commit("settings");
  add_submodule(middle, inner, "deep");
  add_submodule(outer, middle, "libs/middle");
  outer.git({"-c", "protocol.file.allow=always", "submodule", "--quiet", "update", "--init",
             "--recursive"});
  const auto finding = scan_all(outer.path()).finding(key);
  REQUIRE_FALSE(finding.is_null());
  CHECK(finding.at("introduced")[0].at("path") == "libs/middle/deep/settings.py");
  CHECK(finding.at("introduced")[0].at("submodule") == "libs/middle/deep");
}

TEST_CASE("submodules: one that is not checked out any more is scanned from its database",
          "[cli]") {
  TestRepo outer, inner;
  const std::string key = Fake().urlsafe_key();
  inner.write("settings.py", setting(key)).commit("settings");
  add_submodule(outer, inner, "libs/shop");
  const bool still_linked = GENERATE(true, false);
  outer.git({"submodule", "--quiet", "deinit", "--force", "libs/shop"});
  if (!still_linked) outer.git({"rm", "--quiet", "libs/shop"});
  const ScanRun ran = scan_all(outer.path());
  CHECK_FALSE(ran.finding(key).is_null());
  CHECK(ran.report.at("completeness").at("complete") == true);
}

TEST_CASE("submodules: one that nobody has cloned is noticed, and nothing passes as clean",
          "[cli]") {
  TestRepo outer, inner;
  inner.write("settings.py", setting(Fake().urlsafe_key())).commit("settings");
  add_submodule(outer, inner, "libs/shop");
  const TempDir clone;
  outer.git({"clone", "--quiet", ".", clone.path().string()});
  const ScanRun ran = scan_all(clone.path());
  CHECK(ran.exit == 3);
  const auto& notices = ran.report.at("completeness").at("notices");
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].at("kind") == "missing-submodule");
  CHECK(notices[0].at("message").get<std::string>().find("libs/shop") != std::string::npos);
}

TEST_CASE("submodules: a key in a commit's message names the submodule", "[cli]") {
  TestRepo outer, inner;
  const std::string key = Fake().urlsafe_key();
  inner.write("readme", "x\n").commit("use " + setting(key));
  add_submodule(outer, inner, "libs/shop");
  const auto entry = scan_all(outer.path()).finding(key).at("introduced")[0];
  CHECK(entry.at("path").is_null());
  CHECK(entry.at("submodule") == "libs/shop");
  const Ran text = run_keysieve({"scan", "--recurse-submodules"}, outer.path());
  CHECK(text.out.find("in the commit message, in libs/shop") != std::string::npos);
}
