#include <unistd.h>

#include <filesystem>

#include "catch.h"
#include "support/temp_dir.h"
#include "tokens.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;
using test::found_in;
using test::notice_kinds;
using test::report_of;
using test::TempDir;
using test::token;
using Found = std::vector<std::pair<std::string, std::string>>;

}  // namespace

TEST_CASE("scan files: folders with all below them, but for git's own", "[engine]") {
  const TempDir dir;
  const std::string b = dir.write("b/deep/er", token(2)), a = dir.write("a", "x\n " + token(1)),
                    hidden = dir.write(".hidden/.file", token(3));
  dir.write(".git/config", token(4));
  dir.write("b/.git/config", token(5));
  const Report report = report_of(FilesSource{{dir.path()}});
  CHECK(found_in(report) == Found{{token(3), hidden}, {token(1), a}, {token(2), b}});
  const Finding& finding = report.findings[1];
  CHECK(finding.status == FindingStatus::file);
  CHECK(finding.occurrences[0].region == Region{2, 2, 2, 26});
  CHECK(!finding.occurrences[0].object);
  CHECK((finding.introduced.empty() && finding.present_in.empty()));
  CHECK(report.source.kind == "files");
  CHECK(report.completeness.complete());
  CHECK(report.completeness.scanned == 3);
  CHECK(report.bytes == 24 + 24 + 27);
}

TEST_CASE("scan files: a .git that is named is scanned", "[engine]") {
  const TempDir dir;
  const std::string config = dir.write(".git/config", token(1));
  CHECK(found_in(report_of(FilesSource{{dir / ".git"}})) == Found{{token(1), config}});
}

TEST_CASE("scan files: links below a folder are not followed, named ones are", "[engine]") {
  const TempDir dir, elsewhere;
  const std::string target = elsewhere.write("target", token(1));
  fs::create_symlink(target, dir / "to-file");
  fs::create_directory_symlink(dir.path(), dir / "to-itself");
  CHECK(report_of(FilesSource{{dir.path()}}).findings.empty());
  CHECK(report_of(FilesSource{{dir.path()}}).completeness.complete());
  CHECK(found_in(report_of(FilesSource{{dir / "to-file"}})) ==
        Found{{token(1), (dir / "to-file").string()}});
}

TEST_CASE("scan files: a file named twice is scanned once", "[engine]") {
  const TempDir dir;
  const std::string a = dir.write("a", token(1));
  const Report report = report_of(FilesSource{{a, dir.path(), a}});
  CHECK(report.completeness.scanned == 1);
  CHECK(report.findings.at(0).occurrences.size() == 1);
}

TEST_CASE("scan files: one secret in many files is one finding", "[engine]") {
  const TempDir dir;
  for (const char* name : {"c", "a", "b"}) dir.write(name, token(1) + " " + token(1));
  const Report report = report_of(FilesSource{{dir.path()}});
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].occurrences.size() == 6);
  CHECK(report.findings[0].occurrences[0].path == (dir / "a").string());
}

TEST_CASE("scan files: what is not there or too large is a notice", "[engine]") {
  const TempDir dir;
  dir.write("large", std::string(101, 'l') + token(1));
  const std::string fits = dir.write("fits", token(2) + std::string(76, '\n'));
  ScanOptions options;
  options.max_object_bytes = 100;
  const Report report = report_of(FilesSource{{dir.path(), dir / "absent"}}, options);
  CHECK(found_in(report) == Found{{token(2), fits}});
  CHECK(notice_kinds(report) == std::vector<std::string>{"too-large", "unreadable-file"});
  CHECK(report.completeness.notices[0].message.find((dir / "large").string()) == 0);
  CHECK(report.completeness.notices[1].message.find((dir / "absent").string()) !=
        std::string::npos);
  CHECK((report.completeness.expected == 3 && report.completeness.skipped == 2));
  CHECK(!report.completeness.complete());
}

TEST_CASE("scan files: what may not be read is a notice", "[engine]") {
  if (::geteuid() == 0) return;  // root may read everything
  const TempDir dir;
  const fs::path file = dir.write("file", token(1)), folder = dir.write("folder/a", token(2));
  const std::string readable = dir.write("readable", token(3));
  fs::permissions(file, fs::perms::none);
  fs::permissions(folder.parent_path(), fs::perms::none);
  const Report report = report_of(FilesSource{{dir.path()}});
  fs::permissions(folder.parent_path(), fs::perms::owner_all);
  CHECK(found_in(report) == Found{{token(3), readable}});
  CHECK(notice_kinds(report) == std::vector<std::string>(2, "unreadable-file"));
}

TEST_CASE("scan files: the same report at any number of threads", "[engine]") {
  const TempDir dir;
  for (std::uint32_t i = 0; i < 60; ++i) {
    dir.write(std::to_string(i), token(i % 7) + "\ncode=aaaaaaaaaaaaaaaa " + token(i));
  }
  ScanOptions options;
  options.explain = true;
  const auto with = [&](unsigned threads) {
    options.threads = threads;
    return report_of(FilesSource{{dir.path()}}, options);
  };
  const Report one = with(1);
  REQUIRE(one.findings.size() == 60);
  REQUIRE(one.rejected.size() == 1);
  CHECK(one.rejected[0].times == 60);
  for (const unsigned threads : {2U, 8U}) {
    const Report many = with(threads);
    CHECK(found_in(many) == found_in(one));
    CHECK(many.findings[3].occurrences.size() == one.findings[3].occurrences.size());
    CHECK(many.rejected[0].path == one.rejected[0].path);
    CHECK(many.bytes == one.bytes);
  }
}

TEST_CASE("scan stdin: bytes without a path", "[engine]") {
  const Report report = report_of(StdinSource{"\n" + token(1) + "\n" + token(1)});
  CHECK(found_in(report) == Found{{token(1), "(none)"}});
  CHECK(report.findings[0].occurrences.size() == 2);
  CHECK(report.findings[0].status == FindingStatus::standard_input);
  CHECK(report.source.kind == "stdin");
  CHECK(report.completeness.complete());
  CHECK(report.completeness.scanned == 1);
  CHECK(report.bytes == 50);
  CHECK(report_of(StdinSource{""}).findings.empty());
}

}  // namespace keysieve
