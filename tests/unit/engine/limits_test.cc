// Scans of what is too large to be held, with bounds that are small enough for tests.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "catch.h"
#include "keysieve/report.h"
#include "support/fake.h"
#include "support/test_repo.h"
#include "tokens.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;
using test::found_in;
using test::report_of;
using test::TestRepo;
using test::token;
using Found = std::vector<std::pair<std::string, std::string>>;

ScanOptions tiny() {
  ScanOptions options;
  options.limits.held_by_thread = options.limits.largest_held_blob = 10'000;
  options.limits.held_beyond = 60'000;
  options.limits.largest_whole_text = 10'000;
  options.limits.piece = options.limits.margin = 100'000;
  return options;
}

std::string json_of(const Report& report) {
  std::ostringstream out;
  write_report(ReportFormat::json, report, test::token_detector().rules(), {}, out);
  return out.str();
}

// Lines enough for several pieces, and a token in the last one.
std::string large_text(std::uint32_t number) {
  test::Fake fake(number);
  std::string text;
  while (text.size() < 500'000) text += fake.from("abcdefgh ", 1 + fake.below(200)) + "\n";
  return text + "last = " + token(number);
}

}  // namespace

TEST_CASE("limits: a large blob is scanned to its last line, loose and packed", "[engine]") {
  TestRepo repo;
  repo.write("large", large_text(1)).write("small", token(2)).commit("all");
  const std::string expected = json_of(report_of(HistorySource{repo.path()}));
  for (const bool packed : {false, true}) {
    if (packed) repo.git({"repack", "-a", "-d", "-q"});
    CAPTURE(packed);
    const Report report = report_of(HistorySource{repo.path()}, tiny());
    CHECK(report.completeness.complete());
    CHECK(found_in(report) == Found{{token(1), "large"}, {token(2), "small"}});
    CHECK((json_of(report) == expected));
  }
}

TEST_CASE("limits: in a range, and staged, a large blob is scanned as well", "[engine]") {
  TestRepo repo;
  repo.write("small", "none").commit("first");
  repo.write("large", large_text(1)).git({"add", "large"});
  CHECK(found_in(report_of(StagedSource{repo.path()}, tiny())) == Found{{token(1), "large"}});
  repo.commit("second");
  for (const bool packed : {false, true}) {
    if (packed) repo.git({"repack", "-a", "-d", "-q"});
    CHECK(found_in(report_of(RangeSource{repo.path(), "HEAD~..HEAD", "", {}}, tiny())) ==
          Found{{token(1), "large"}});
  }
}

TEST_CASE("limits: a large blob that is damaged makes the scan incomplete", "[engine]") {
  TestRepo repo;
  repo.write("large", large_text(1)).commit("all");
  const std::string id = repo.git({"rev-parse", "HEAD:large"});
  const fs::path file = repo.path() / ".git/objects" / id.substr(0, 2) / id.substr(2);
  fs::permissions(file, fs::perms::owner_write, fs::perm_options::add);
  fs::resize_file(file, fs::file_size(file) / 2);
  repo.write("other", "more").git({"add", "other"});
  for (const Source& source :
       {Source(HistorySource{repo.path()}), Source(RangeSource{repo.path(), "HEAD", "", {}})}) {
    const Report report = report_of(source, tiny());
    CHECK(report.findings.empty());
    CHECK(test::notice_kinds(report) == std::vector<std::string>{"corrupt-object"});
    CHECK(report.completeness.skipped == 1);
    CHECK(!report.completeness.complete());
  }
}

TEST_CASE("limits: of deltas that cannot be made the report says so", "[engine]") {
  TestRepo repo;
  repo.write("large", large_text(1)).commit("one");
  repo.write("large", large_text(1) + "\n" + token(2)).commit("two");
  repo.git({"repack", "-a", "-d", "-q", "-F"});
  const Report report = report_of(HistorySource{repo.path()}, tiny());
  CHECK(report.findings.size() == 2);  // of the two versions git stores the later one whole
  CHECK(test::notice_kinds(report) == std::vector<std::string>{"too-large"});
  CHECK(report.completeness.notices[0].object->hex() == repo.git({"rev-parse", "HEAD~:large"}));
  CHECK(!report.completeness.complete());
}

TEST_CASE("limits: a large archive is searched as it is, and its members are said to be missed",
          "[engine]") {
  TestRepo repo;
  repo.write("a.zip", "PK\x03\x04" + large_text(1)).commit("all");
  ScanOptions options = tiny();
  CHECK(report_of(HistorySource{repo.path()}, options).completeness.complete());
  options.archives = true;
  const Report report = report_of(HistorySource{repo.path()}, options);
  CHECK(report.findings.size() == 1);
  CHECK(test::notice_kinds(report) == std::vector<std::string>{"archive"});
}

}  // namespace keysieve
