#include <set>
#include <string>
#include <string_view>

#include "catch.h"
#include "report/status.h"
#include "unit/report/sample_report.h"

using namespace keysieve;
using namespace keysieve::test;

TEST_CASE("report: formats are known by name", "[report]") {
  CHECK(parse_report_format("text") == ReportFormat::text);
  CHECK(parse_report_format("json") == ReportFormat::json);
  for (const ReportFormatInfo& format : report_formats()) {
    CHECK(parse_report_format(format.name) == format.format);
    CHECK(info_of(format.format).name == format.name);
  }
  for (const char* name : {"", "JSON", "jso", "json ", "xml"}) CHECK(!parse_report_format(name));
}

TEST_CASE("report: each status has its own name", "[report]") {
  CHECK(to_string(FindingStatus::on_ref) == "on-ref");
  CHECK(to_string(FindingStatus::standard_input) == "stdin");
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(FindingStatus::standard_input); ++i) {
    names.insert(to_string(static_cast<FindingStatus>(i)));
  }
  CHECK(names == std::set<std::string_view>{"live", "on-ref", "history", "unreachable", "staged",
                                            "worktree", "file", "stdin"});
}

TEST_CASE("report: no format shows a raw secret by itself", "[report]") {
  for (const Report& report : {history_report(), files_report(), hostile_report()}) {
    for (const ReportFormatInfo& format : report_formats()) {
      const std::string out = written(format.format, report, {.explain = true});
      for (const Finding& finding : report.findings) {
        CHECK(out.find(finding.secret) == std::string::npos);
      }
    }
  }
}

TEST_CASE("report: formats show secrets when asked to, but for those that many see", "[report]") {
  Report report = files_report();
  report.findings[0].introduced = history_report().findings[4].introduced;
  for (const ReportFormatInfo& format : report_formats()) {
    INFO(format.name);
    const std::string out = written(format.format, report, {.show_secrets = true});
    const bool shown = out.find(report.findings[0].secret) != std::string::npos;
    CHECK(shown == (format.secrets != SecretsShown::never));
  }
}

TEST_CASE("report: rejected candidates are redacted too", "[report]") {
  const std::string out = written(ReportFormat::text, rejected_report(), {.explain = true});
  CHECK(out.find(rejected_report().rejected[1].secret) == std::string::npos);
}

TEST_CASE("report: the same report gives the same bytes", "[report]") {
  for (const ReportFormatInfo& format : report_formats()) {
    CHECK(written(format.format, history_report()) == written(format.format, history_report()));
  }
}
