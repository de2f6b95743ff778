#include <algorithm>
#include <string>

#include "base/printable.h"
#include "catch.h"
#include "support/golden.h"
#include "unit/report/sample_report.h"

using namespace keysieve;
using namespace keysieve::test;

namespace {

std::string text_of(const Report& report, const ReportOptions& options = {}) {
  return written(ReportFormat::text, report, options);
}

std::string last_line(const std::string& text) {
  const std::size_t newline = text.rfind('\n', text.size() - 2);
  return text.substr(newline + 1, text.size() - newline - 2);
}

}  // namespace

TEST_CASE("text report: a history with findings of every kind", "[report]") {
  CHECK(matches_golden("history.txt", text_of(history_report())));
}

TEST_CASE("text report: a complete history without findings", "[report]") {
  CHECK(matches_golden("nothing_found.txt", text_of(empty_report())));
}

TEST_CASE("text report: an incomplete scan, with more notices than are shown", "[report]") {
  CHECK(matches_golden("incomplete.txt", text_of(incomplete_report())));
}

TEST_CASE("text report: plain files have places and no commits", "[report]") {
  CHECK(matches_golden("files.txt", text_of(files_report())));
}

TEST_CASE("text report: rejected candidates are explained when asked for", "[report]") {
  CHECK(matches_golden("explain.txt", text_of(rejected_report(), {.explain = true})));
  CHECK(text_of(rejected_report()) == text_of(empty_report()));
}

TEST_CASE("text report: colour", "[report]") {
  CHECK(matches_golden("color.txt", text_of(history_report(), {.color = true})));
}

TEST_CASE("text report: the last line says it all", "[report]") {
  CHECK(last_line(text_of(empty_report())) == "No secrets found in 12,345 objects.");

  Report report = history_report();
  CHECK(last_line(text_of(report)) ==
        "INCOMPLETE: 2 objects could not be read; in the rest, 4 secrets found: 1 live, 1 on "
        "another ref, 1 in the past only, 1 in unreachable objects only.");
  report.completeness = {9, 9, 0, {}};
  std::erase_if(report.findings, [](const Finding& each) { return !each.suppression; });
  CHECK(last_line(text_of(report)) == "No secrets found in 9 objects, but for 1 suppressed.");

  report.source.kind = "stdin";
  report.findings.clear();
  CHECK(last_line(text_of(report)) == "No secrets found in standard input.");
}

TEST_CASE("text report: an incomplete scan never sounds clean", "[report]") {
  const Completeness never_reached{9, 8, 0, {}}, skipped{9, 8, 1, {}}, tree_missing{9, 9, 1, {}};
  for (const Completeness& done : {never_reached, skipped, tree_missing}) {
    Report report = empty_report();
    report.completeness = done;
    const std::string text = text_of(report);
    CHECK(last_line(text) ==
          "INCOMPLETE: 1 object could not be read; nothing was found in the rest.");
    CHECK(text.find("No secrets") == std::string::npos);
  }
}

TEST_CASE("text report: what hurts most comes first", "[report]") {
  Report report = files_report();
  const Finding sample = report.findings[0];
  report.findings.clear();
  const auto add = [&](const char* rule, FindingStatus status, const char* fingerprint) {
    report.findings.push_back(sample);
    report.findings.back().rule_id = rule;
    report.findings.back().status = status;
    report.findings.back().fingerprint = fingerprint;
  };
  add("django-secret-key", FindingStatus::unreachable, "(7)");
  add("django-secret-key", FindingStatus::history, "(6)");
  add("password", FindingStatus::staged, "(5)");
  add("password", FindingStatus::on_ref, "(4)");
  add("password", FindingStatus::live, "(3)");
  add("slack-token", FindingStatus::live, "(2)");
  add("django-secret-key", FindingStatus::live, "(1)");
  add("django-secret-key", FindingStatus::live, "(0)");
  const std::string text = text_of(report);
  std::string order;
  for (std::size_t at = 0; (at = text.find("fingerprint  (", at)) != std::string::npos; ++at) {
    order += text[at + 14];
  }
  CHECK(order == "01234567");
}

TEST_CASE("text report: nothing from a repository acts on the terminal", "[report]") {
  const std::string text = text_of(hostile_report(), {.explain = true});
  std::string lines = text;
  std::replace(lines.begin(), lines.end(), '\n', ' ');
  CHECK(printable(lines) == lines);
  const std::string raw = text_of(hostile_report(), {.show_secrets = true, .explain = true});
  CHECK(raw.find('\x1b') == std::string::npos);
}
