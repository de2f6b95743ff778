#include "engine/progress.h"

#include <vector>

#include "catch.h"
#include "support/test_repo.h"
#include "tokens.h"

namespace keysieve {
namespace {

using test::TestRepo;
using test::token;

}  // namespace

TEST_CASE("progress: the last word is all objects and all of their bytes", "[engine]") {
  TestRepo repo;
  for (int i = 0; i < 3; ++i) repo.write("a", "line\n" + std::to_string(i)).commit("one");
  for (const unsigned threads : {1U, 3U}) {
    CAPTURE(threads);
    std::vector<Progress> told;
    ScanOptions options;
    options.threads = threads;
    options.on_progress = [&](const Progress& now) { told.push_back(now); };
    const Report report = test::report_of(HistorySource{repo.path()}, options);
    REQUIRE_FALSE(told.empty());
    CHECK(told.back().objects_done == 10);  // three blobs, trees and commits, and the empty tree
    CHECK(told.back().objects_total == 10);
    CHECK(told.back().bytes > report.bytes);
    CHECK(told.back().secrets == 0);
  }
}

TEST_CASE("progress: a secret in many versions of a file counts once", "[engine]") {
  TestRepo repo;
  for (int i = 0; i < 5; ++i) {
    repo.write("a", token(1) + '\n' + token(2) + '\n' + std::to_string(i)).commit("one");
  }
  Progress last;
  ScanOptions options;
  options.on_progress = [&](const Progress& now) { last = now; };
  CHECK(test::report_of(HistorySource{repo.path()}, options).findings.size() == 2);
  CHECK(last.secrets == 2);
}

}  // namespace keysieve
