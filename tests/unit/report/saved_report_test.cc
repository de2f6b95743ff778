#include "keysieve/saved_report.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "catch.h"
#include "support/fake.h"
#include "unit/report/sample_report.h"

using namespace keysieve;
using namespace keysieve::test;

namespace {

SavedReport read(const std::string& json) {
  auto saved = read_report(json, "saved.json");
  REQUIRE(saved);
  return *std::move(saved);
}

std::string written_again(const SavedReport& saved, ReportFormat format, bool show_secrets) {
  std::ostringstream out;
  write_report(format, saved.report, saved.rules, {.show_secrets = show_secrets}, out);
  return out.str();
}

// What `json` with the first `what` in it replaced `by` something is refused for.
std::string refusal(std::string json, const std::string& what, const std::string& by) {
  const std::size_t at = json.find(what);
  REQUIRE(at != std::string::npos);
  const auto saved = read_report(json.replace(at, what.size(), by), "saved.json");
  return saved ? "none" : saved.error().message;
}

bool says(const std::string& message, std::string_view part) {
  INFO(message);
  return message.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("saved reports: what was read is written as it was, in every format", "[report]") {
  for (const bool show_secrets : {false, true}) {
    for (const Report& report : {history_report(), files_report(), empty_report()}) {
      const std::string json = written(ReportFormat::json, report, {.show_secrets = show_secrets});
      const SavedReport saved = read(json);
      for (const ReportFormatInfo& format : report_formats()) {
        INFO(format.name);
        if (!show_secrets && format.secrets == SecretsShown::needed) continue;
        CHECK(written_again(saved, format.format, show_secrets) ==
              written(format.format, report, {.show_secrets = show_secrets}));
      }
    }
  }
}

TEST_CASE("saved reports: facts keep their order", "[report]") {
  Report report = files_report();
  report.findings[0].validation.facts = {{"format", "PEM"}, {"encrypted", "no"}};
  const std::string json = written(ReportFormat::json, report);
  CHECK(written_again(read(json), ReportFormat::json, false) == json);
}

TEST_CASE("saved reports: a redacted one shows no more when asked to", "[report]") {
  const std::string json = written(ReportFormat::json, history_report());
  CHECK(written_again(read(json), ReportFormat::json, true) == json);
  CHECK(written_again(read(json), ReportFormat::filter_repo, true).empty());
}

TEST_CASE("saved reports: one with secrets in full is redacted again", "[report]") {
  const std::string json = written(ReportFormat::json, history_report(), {.show_secrets = true});
  CHECK(written_again(read(json), ReportFormat::json, false) ==
        written(ReportFormat::json, history_report()));
}

TEST_CASE("saved reports: hostile bytes survive", "[report]") {
  const std::string json = written(ReportFormat::json, hostile_report());
  CHECK(written_again(read(json), ReportFormat::json, false) == json);
}

TEST_CASE("saved reports: nothing in one acts on a terminal", "[report]") {
  std::string json = written(ReportFormat::json, history_report());
  for (const char* word :
       {"Password", "inline", "django", "Change the password.", "missing-object"}) {
    const std::size_t at = json.find('"' + std::string(word) + '"');
    REQUIRE(at != std::string::npos);
    json.insert(at + 1, "\\u001b[31m");
  }
  for (const ReportFormatInfo& format : report_formats()) {
    INFO(format.name);
    const std::string out = written_again(read(json), format.format, false);
    CHECK(out.find('\x1b') == std::string::npos);
    CHECK(out.find("\\u001b") == std::string::npos);
  }
}

TEST_CASE("saved reports: whatever a report cannot hold is refused, and where", "[report]") {
  const std::string json = written(ReportFormat::json, history_report());
  CHECK(says(refusal(json, "{", "["), "saved.json:"));
  CHECK(says(refusal(json, "\"schema_version\": 1", "\"schema_version\": 2"),
             "schema_version is not 1"));
  CHECK(says(refusal(json, "\"line\": 23", "\"line\": -1"),
             "findings[1].introduced[0].line must be a whole number"));
  CHECK(says(refusal(json, "\"line\": 23", "\"line\": 4294967296"), "must be less than"));
  CHECK(says(refusal(json, "\"line\"", "\"Line\""),
             "findings[1].introduced[0] lacks the key \"line\""));
  CHECK(says(refusal(json, "\"tags\": [", "\"x\": 1, \"tags\": ["), "no report has: \"x\""));
  CHECK(says(refusal(json, "\"status\": \"unreachable\"", "\"status\": \"odd\""),
             "findings[0].status is a word"));
  CHECK(says(refusal(json, "2024-11-24T", "2024-13-24T"), "must be a time such as"));
  CHECK(says(refusal(json, "\"refs\": 1234", "\"refs\": 1234, \"refs\": 1"), "same key twice"));
  CHECK(says(refusal(json, "\"complete\": false", "\"complete\": true"), "completeness.complete"));
  CHECK(says(
      refusal(json, "\"tags\": []", "\"tags\": " + std::string(200, '[') + std::string(200, ']')),
      "nested too deep"));
  CHECK(says(refusal(json, "\"entropy\": 4.83", "\"entropy\": 1e999"), "a number that no report"));
  CHECK(says(refusal(json, "\"entropy\": 4.83", "\"entropy\": null"), "entropy must be a number"));
  CHECK(
      says(refusal(json, "\"refs\": 1234", "\"refs\": 18446744073709551616"), "source.refs must"));
  CHECK(says(refusal(json, "/srv/shop", "\xFF"), "not JSON"));
  for (std::size_t length = 0; length + 2 < json.size(); length += 97) {
    CHECK(!read_report(json.substr(0, length), "cut.json"));
  }
}

TEST_CASE("saved reports: an error repeats nothing of the text", "[report]") {
  const std::string key = Fake().urlsafe_key();
  const auto saved = read_report("{\"secret\": \"" + key + "\" " + key, "saved.json");
  REQUIRE(!saved);
  CHECK(!says(saved.error().message, key.substr(0, 8)));
}

TEST_CASE("saved reports: times keep offsets that no clock has", "[report]") {
  Report report = history_report();
  report.findings[4].introduced[0].authored = {1732444465, 5999};
  report.findings[4].introduced[0].committed = {1732444465, -5999};
  const std::string json = written(ReportFormat::json, report);
  CHECK(written_again(read(json), ReportFormat::json, false) == json);
}

TEST_CASE("merged reports: of one repository, each thing stands once", "[report]") {
  const std::string json = written(ReportFormat::json, history_report());
  const SavedReport merged = merge_reports({read(json), read(json)});
  REQUIRE(merged.report.findings.size() == 4);  // two findings of the sample have one fingerprint
  CHECK(merged.report.completeness.expected == 2 * 12345);
  CHECK(merged.report.completeness.notices.size() == 2);
  for (const Finding& finding : merged.report.findings) {
    CHECK(finding.introduced.size() <= 2);
    CHECK(finding.occurrences.size() <= 3);
  }
}

TEST_CASE("merged reports: of several repositories, each place says whose it is", "[report]") {
  Report shop = history_report(), blog = history_report();
  shop.source.repository = "shop";
  blog.source.repository = "blog";
  blog.findings.erase(blog.findings.begin(), blog.findings.begin() + 3);
  const SavedReport merged = merge_reports(
      {read(written(ReportFormat::json, shop)), read(written(ReportFormat::json, blog))});
  CHECK(merged.report.source.repository == "shop, blog");
  const auto& findings = merged.report.findings;
  const auto both = std::find_if(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.present_in.size() == 10;
  });
  REQUIRE(both != findings.end());
  CHECK(both->occurrences.size() == 6);
  CHECK(both->occurrences.front().path == "blog/config/settings.py");
  CHECK(both->occurrences.back().submodule == "shop");
  CHECK(both->in_head->path == "shop/config/settings.py");
}

TEST_CASE("merged reports: accepted in one place is not accepted in another", "[report]") {
  Report one = files_report(), other = one;
  one.findings[0].suppression = {"inline", "a test"};
  const auto merged = merge_reports(
      {read(written(ReportFormat::json, one)), read(written(ReportFormat::json, other))});
  CHECK(!merged.report.findings[0].suppression);
}

TEST_CASE("compared reports: fingerprints tell what is new, unchanged and gone", "[report]") {
  Report old = history_report(), now = history_report();
  old.findings.erase(old.findings.begin() + 4);
  now.findings.erase(now.findings.begin());
  SavedReport saved = read(written(ReportFormat::json, now));
  compare_reports(read(written(ReportFormat::json, old)), &saved);
  REQUIRE(saved.report.since);
  CHECK(saved.report.since->added == std::vector{now.findings.back().fingerprint});
  REQUIRE(saved.report.since->gone.size() == 1);
  CHECK(saved.report.since->gone[0].fingerprint == old.findings[0].fingerprint);
  const std::string json = written_again(saved, ReportFormat::json, false);
  CHECK(written_again(read(json), ReportFormat::json, false) == json);
}
