#include <cstdlib>

#include "catch.h"
#include "support/test_repo.h"
#include "tokens.h"

namespace keysieve {
namespace {

using test::found_in;
using test::TestRepo;
using test::token;
using Found = std::vector<std::pair<std::string, std::string>>;

Report staged(TestRepo& repo, const ScanOptions& options = {}) {
  ::unsetenv("GIT_INDEX_FILE");
  repo.git({"add", "--all"});
  return test::report_of(StagedSource{repo.path()}, options);
}

}  // namespace

TEST_CASE("scan staged: what the next commit adds, with its object and region", "[engine]") {
  TestRepo repo;
  const auto head = repo.write("old", token(1)).commit("first");
  repo.write("b", "\n" + token(2)).write("a", token(3));
  const Report report = staged(repo);
  CHECK(found_in(report) == Found{{token(3), "a"}, {token(2), "b"}});
  const Occurrence& at = report.findings[1].occurrences.at(0);
  CHECK(at.object->hex() == repo.git({"rev-parse", ":b"}));
  CHECK(at.region == Region{2, 1, 2, 25});
  CHECK(report.findings[1].status == FindingStatus::staged);
  CHECK(report.source.kind == "staged");
  CHECK(report.source.head->hex() == head);
  CHECK(report.completeness.complete());
  CHECK(report.completeness.scanned == 2);
}

TEST_CASE("scan staged: before the first commit everything is new", "[engine]") {
  TestRepo repo;
  repo.write("a", token(1));
  const Report report = staged(repo);
  CHECK(found_in(report) == Found{{token(1), "a"}});
  CHECK(!report.source.head);
}

TEST_CASE("scan staged: what HEAD holds in what changes is not new", "[engine]") {
  TestRepo repo;
  repo.write("edited", token(1)).write("renamed", token(2)).write("moved from", token(3));
  repo.write("to be dropped", token(4)).commit("first");
  repo.write("edited", "above\n" + token(1) + "\nbelow " + token(9));
  repo.git({"mv", "renamed", "new name"});
  repo.write("moved from", "").write("moved to", token(3) + "\n");
  repo.remove("to be dropped");
  CHECK(found_in(staged(repo)) == Found{{token(9), "edited"}});
}

TEST_CASE("scan staged: a secret that HEAD marked away is not new either", "[engine]") {
  TestRepo repo;
  repo.write("a", token(1) + " # keysieve:allow a fixture\n").commit("first");
  repo.write("a", token(1) + "\n");
  CHECK(staged(repo).findings.empty());
}

TEST_CASE("scan staged: marked secrets are found as accepted", "[engine]") {
  TestRepo repo;
  repo.write("a", token(1) + " # keysieve:allow a fixture\n");
  const Report report = staged(repo);
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].suppression->reason == "a fixture");
}

TEST_CASE("scan staged: rejected candidates to explain", "[engine]") {
  TestRepo repo;
  repo.write("a", "\ncode=aaaaaaaaaaaaaaaa\n");
  ScanOptions options;
  options.explain = true;
  const Report report = staged(repo, options);
  CHECK(report.findings.empty());
  REQUIRE(report.rejected.size() == 1);
  CHECK((report.rejected[0].path == "a" && report.rejected[0].line == 2));
}

TEST_CASE("scan staged: what is too large makes the scan incomplete", "[engine]") {
  TestRepo repo;
  repo.write("large", std::string(100, 'l') + token(1)).write("small", token(2));
  ScanOptions options;
  options.max_object_bytes = 100;
  const Report report = staged(repo, options);
  CHECK(found_in(report) == Found{{token(2), "small"}});
  CHECK(test::notice_kinds(report) == std::vector<std::string>{"too-large"});
  CHECK((report.completeness.expected == 2 && report.completeness.skipped == 1));
}

TEST_CASE("scan staged: not in a repository is an error", "[engine]") {
  const test::TempDir dir;
  const auto report = scan(StagedSource{dir.path()}, test::token_detector());
  REQUIRE(!report);
  CHECK(report.error().code == ErrorCode::not_found);
}

}  // namespace keysieve
