// Each format, byte for byte. What readers of the formats make of them, and of hostile reports, is
// tested with their own parsers and schemas in tests/reports.
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/gzip_size.h"
#include "catch.h"
#include "keysieve/version.h"
#include "report/sarif.h"
#include "report/uri.h"
#include "support/fake.h"
#include "support/golden.h"
#include "unit/report/sample_report.h"

using namespace keysieve;
using namespace keysieve::test;

namespace {

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size()) {
    text.replace(at, what.size(), by);
  }
  return text;
}

// What changes with every release and every rule key is no part of a golden file.
bool is_golden(ReportFormat format, const Report& report, const std::string& file,
               const ReportOptions& options = {}) {
  const std::string quoted_version = '"' + std::string(version) + '"';
  std::string text = written(format, report, options);
  text = replaced(std::move(text), quoted_version, "\"(version)\"");
  return matches_golden(file, replaced(std::move(text), ruleset_hash(sample_rules()), "(ruleset)"));
}

Report compared_report() {
  Report report = history_report();
  Comparison since;
  since.added = {report.findings[0].fingerprint};
  since.gone = {std::move(report.findings[1])};
  report.findings.erase(report.findings.begin() + 1);
  report.since = std::move(since);
  return report;
}

}  // namespace

TEST_CASE("report formats: each is as its golden file", "[report]") {
  const Report report = history_report();
  CHECK(is_golden(ReportFormat::jsonl, report, "report.jsonl"));
  CHECK(is_golden(ReportFormat::sarif, report, "report.sarif"));
  CHECK(is_golden(ReportFormat::csv, report, "report.csv"));
  CHECK(is_golden(ReportFormat::junit, report, "report.junit.xml"));
  CHECK(is_golden(ReportFormat::gitlab, report, "report.gitlab.json"));
  CHECK(is_golden(ReportFormat::github, report, "report.github.txt"));
  CHECK(is_golden(ReportFormat::markdown, report, "report.md"));
  CHECK(is_golden(ReportFormat::gitleaks, report, "report.gitleaks.json"));
}

TEST_CASE("report formats: a comparison says what is new, unchanged and gone", "[report]") {
  const Report report = compared_report();
  CHECK(is_golden(ReportFormat::text, report, "compared.txt"));
  CHECK(is_golden(ReportFormat::json, report, "compared.json"));
  CHECK(is_golden(ReportFormat::sarif, report, "compared.sarif"));
  CHECK(is_golden(ReportFormat::csv, report, "compared.csv"));
  CHECK(is_golden(ReportFormat::markdown, report, "compared.md"));
}

TEST_CASE("filter-repo: longest first, line ends as patterns, nothing taken for syntax",
          "[report]") {
  Report report;
  for (const char* secret : {"short-one", "a==>b and more", "regex:looks like one",
                             "first line\nsecond (line)", "second (line)"}) {
    report.findings.emplace_back().secret = secret;
  }
  report.findings.emplace_back().secret = "accepted";
  report.findings.back().suppression = {"inline", ""};
  report.findings.emplace_back().secret = redact(Fake().urlsafe_key());
  report.findings.back().redacted_from = 40;
  CHECK(written(ReportFormat::filter_repo, report, {.show_secrets = true}) ==
        "regex:first\\x20line\\x0asecond\\x20\\x28line\\x29==>***REMOVED***\n"
        "literal:regex:looks like one==>***REMOVED***\n"
        "literal:a==>b and more==>***REMOVED***\n"
        "regex:second\\x20\\x28line\\x29==>***REMOVED***\n"
        "literal:short-one==>***REMOVED***\n");
  CHECK(written(ReportFormat::filter_repo, report).empty());
}

namespace {

std::string sarif(const Report& report, const SarifLimits& limits) {
  std::ostringstream out;
  write_sarif(report, sample_rules(), limits, out);
  return out.str();
}

std::size_t count(std::string_view text, std::string_view word) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(word, at)) != std::string_view::npos; ++at) ++found;
  return found;
}

}  // namespace

TEST_CASE("csv: no cell is longer than spreadsheets hold", "[report]") {
  Report report = history_report();
  std::vector<std::string>& refs = report.findings.back().present_in;
  for (int number = 0; number < 4000; ++number) {
    refs.push_back("refs/pull/" + std::to_string(number) + "/head");
  }
  std::istringstream lines(written(ReportFormat::csv, report));
  bool said = false;
  for (std::string line; std::getline(lines, line);) {
    CHECK(line.size() < 33'000);
    said = said || line.find("/head and ") != std::string::npos;
  }
  CHECK(said);
}

TEST_CASE("junit: versions of a file with a secret at one line are one place", "[report]") {
  Report report = files_report();
  Finding& finding = report.findings[0];
  finding.occurrences.resize(1);
  finding.occurrences.push_back(finding.occurrences[0]);
  CHECK(count(written(ReportFormat::junit, report), "at deploy/.env:3") == 1);
}

TEST_CASE("sarif: what is over the limits is left out, least urgent first, and said", "[report]") {
  SarifLimits limits;
  CHECK(limits.results == 25'000);
  CHECK(limits.compressed_bytes == 10'000'000);
  limits.results = 2;
  limits.locations = 1;
  limits.tags = 2;
  const std::string log = sarif(history_report(), limits);
  CHECK(count(log, "\"ruleId\"") == 2);
  CHECK(log.find("\"ruleId\": \"django-secret-key\"") != std::string::npos);
  CHECK(log.find("3 of 5 results were left out") != std::string::npos);
  CHECK(log.find("\"locationsLeftOut\": 2") != std::string::npos);
  CHECK(log.find("\"framework\"") != std::string::npos);
  CHECK(log.find("\"django\"") == std::string::npos);
}

TEST_CASE("sarif: stays within a size once compressed", "[report]") {
  Report report = history_report();
  Fake fake;
  for (Finding& finding : report.findings) {
    finding.occurrences.front().path = fake.from(alnum_alphabet, 4000);
  }
  const std::string log = sarif(report, {.results = 100, .compressed_bytes = 12'000});
  CHECK(gzip_size(log) <= 12'000);
  CHECK(count(log, "\"ruleId\"") >= 1);
  CHECK(log.find("results were left out") != std::string::npos);
}

TEST_CASE("uris: any path and any remote make a valid one", "[report]") {
  CHECK(path_uri("a b/c%d#e?f.py") == "a%20b/c%25d%23e%3Ff.py");
  CHECK(path_uri("/srv/my shop") == "file:///srv/my%20shop");
  CHECK(path_uri("./x") == "x");
  CHECK(path_uri("c:/x\n\xFF") == "c%3A/x%0A%FF");
  CHECK(remote_uri("https://host:8443/shop.git") == "https://host:8443/shop.git");
  CHECK(remote_uri("git@host:ada/shop.git") == "ssh://host/ada/shop.git");
  CHECK(remote_uri("host:/srv/shop") == "ssh://host/srv/shop");
  CHECK(remote_uri("/srv/shop.git") == "file:///srv/shop.git");
  CHECK(remote_uri("../shop").empty());
  CHECK(remote_uri("").empty());
}

TEST_CASE("report formats: what HEAD holds is shown where HEAD holds it", "[report]") {
  const Report report = history_report();
  CHECK(count(written(ReportFormat::github, report), "file=config/settings.py,line=25,") == 1);
  CHECK(count(written(ReportFormat::text, report), "in HEAD at   config/settings.py:25:15\n") == 1);
  CHECK(count(written(ReportFormat::gitlab, report), "\"start_line\": 25") == 0);
}
