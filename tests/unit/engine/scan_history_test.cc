// What tests with the real program cannot easily make: damaged histories and odd tips.
#include <filesystem>
#include <fstream>

#include "catch.h"
#include "support/test_repo.h"
#include "tokens.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;
using test::report_of;
using test::TestRepo;
using test::token;

void damage(const TestRepo& repo, const std::string& id) {
  const fs::path file = repo.path() / ".git/objects" / id.substr(0, 2) / id.substr(2);
  fs::permissions(file, fs::perms::owner_write, fs::perm_options::add);
  std::ofstream(file, std::ios::trunc) << "damaged";
}

const Finding& only_finding(const Report& report) {
  REQUIRE(report.findings.size() == 1);
  return report.findings[0];
}

}  // namespace

TEST_CASE("scan history: after a commit that cannot be read, a secret was there at or before",
          "[engine]") {
  TestRepo repo;
  repo.write("a", "clean").commit("root");
  const auto unread = repo.write("a", token(1)).commit("adds it");
  const auto after = repo.write("b", "clean").commit("after");
  damage(repo, unread);
  const Report report = report_of(HistorySource{repo.path()});
  const Finding& finding = only_finding(report);
  REQUIRE(finding.introduced.size() == 1);
  CHECK(finding.introduced[0].commit.hex() == after);
  CHECK(finding.introduced[0].at_or_before);
  CHECK(test::notice_kinds(report) == std::vector<std::string>{"corrupt-object"});
}

TEST_CASE("scan history: after a tree that cannot be read, a secret was there at or before",
          "[engine]") {
  TestRepo repo;
  repo.write("a", token(1)).commit("adds it");
  const auto tree = repo.git({"rev-parse", "HEAD^{tree}"});
  repo.write("b", "clean").commit("after");
  damage(repo, tree);
  const Report report = report_of(HistorySource{repo.path()});
  const Finding& finding = only_finding(report);
  REQUIRE(finding.introduced.size() == 1);
  CHECK(finding.introduced[0].commit.hex() == repo.head());
  CHECK(finding.introduced[0].at_or_before);
}

TEST_CASE("scan history: where nothing is missing, introductions are exact", "[engine]") {
  TestRepo repo;
  const auto root = repo.write("a", token(1)).commit("root");
  const auto gone = repo.write("a", "clean").commit("drop");
  const auto again = repo.write("a", token(1)).commit("again");
  const Report report = report_of(HistorySource{repo.path()});
  const Finding& finding = only_finding(report);
  REQUIRE(finding.introduced.size() == 2);
  CHECK(finding.introduced[0].commit.hex() == root);
  CHECK(finding.introduced[1].commit.hex() == again);
  for (const Introduction& entry : finding.introduced) CHECK(!entry.at_or_before);
  REQUIRE(finding.removed.size() == 1);
  CHECK(finding.removed[0].commit.hex() == gone);
}

TEST_CASE("scan history: refs to a tree and a blob hold what stands there", "[engine]") {
  TestRepo repo;
  repo.write("a", "clean").commit("root");
  const auto blob = repo.git({"hash-object", "-w", "--stdin"}, token(1));
  const auto tree = repo.git({"mktree"}, "100644 blob " + blob + "\tname\n");
  repo.git({"tag", "blob", blob});
  repo.git({"tag", "tree", tree});
  repo.git({"tag", "--annotate", "--message", "words", "tag", tree});
  const Report report = report_of(HistorySource{repo.path()});
  const Finding& finding = only_finding(report);
  CHECK(finding.status == FindingStatus::on_ref);
  CHECK(finding.present_in ==
        std::vector<std::string>{"refs/tags/blob", "refs/tags/tag", "refs/tags/tree"});
  CHECK(finding.introduced.empty());
  CHECK(!finding.exposure_days);
}

TEST_CASE("scan history: a branch whose commit is gone leaves the scan incomplete", "[engine]") {
  TestRepo repo;
  repo.write("a", "clean").commit("root");
  repo.write(".git/refs/heads/lost", std::string(40, '1') + "\n");
  const Report report = report_of(HistorySource{repo.path()});
  CHECK(test::notice_kinds(report) == std::vector<std::string>{"missing-object"});
  CHECK(!report.completeness.complete());
}

TEST_CASE("scan history: a file whose mode alone changes is no introduction", "[engine]") {
  TestRepo repo;
  const auto add = repo.write("a", token(1)).commit("add");
  repo.git({"update-index", "--chmod=+x", "a"});
  repo.git({"commit", "--quiet", "--message", "mode"});
  const Report report = report_of(HistorySource{repo.path()});
  REQUIRE(only_finding(report).introduced.size() == 1);
  CHECK(report.findings[0].introduced[0].commit.hex() == add);
}

}  // namespace keysieve
