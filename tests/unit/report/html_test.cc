#include <cstdint>
#include <limits>
#include <string>

#include "base/printable.h"
#include "catch.h"
#include "support/golden.h"
#include "unit/report/sample_report.h"

using namespace keysieve;
using namespace keysieve::test;

namespace {

// `text` with what stands between `begin` and `end` left out.
std::string without(std::string text, std::string_view begin, std::string_view end) {
  const std::size_t from = text.find(begin) + begin.size();
  return text.replace(from, text.find(end, from) - from, "…");
}

// The page but for its style and script, and their hashes.
std::string page_of(const Report& report, const ReportOptions& options = {}) {
  std::string page = written(ReportFormat::html, report, options);
  page = without(without(page, "<style>", "</style>"), "<script>", "</script>");
  return without(without(page, "style-src ", ";"), "script-src ", ";");
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++found;
  return found;
}

}  // namespace

TEST_CASE("html report: a history with findings of every kind", "[report]") {
  Report report = history_report();
  report.source.remote = "https://github.com/ada/shop.git";
  CHECK(matches_golden("history.html", page_of(report)));
}

TEST_CASE("html report: a complete history without findings", "[report]") {
  CHECK(matches_golden("nothing_found.html", page_of(empty_report())));
}

TEST_CASE("html report: plain files have places and no commits", "[report]") {
  CHECK(matches_golden("files.html", page_of(files_report())));
}

TEST_CASE("html report: secrets are redacted, whatever is asked for", "[report]") {
  Report report = hostile_report();
  report.source.remote = "https://github.com/ada/shop";
  const std::string page = page_of(report, {.show_secrets = true, .explain = true});
  CHECK(page == page_of(report));
  for (const Finding& finding : report.findings) {
    CHECK(page.find(finding.secret) == std::string::npos);
  }
}

TEST_CASE("html report: nothing from a repository is markup, or hides", "[report]") {
  Report report = hostile_report();
  const std::string evil = "</script></style>\"'><script>1</script><img onerror=x>&lt;&#39;";
  report.source.remote = report.source.kind = evil;
  for (Finding& each : report.findings) {
    each.secret = evil + each.secret;
    for (Introduction& by : each.introduced) by.submodule = by.summary = evil;
    for (Occurrence& at : each.occurrences) at.path = evil;
    each.companions = {{evil, evil}};
    each.validation.facts = {{evil, evil}};
  }
  const std::string page = page_of(report);
  CHECK(count(page, "<script") == 1);
  CHECK(count(page, "<style") == 1);
  CHECK(count(page, "<img") == 0);
  std::string line = page;
  for (char& c : line) c = c == '\n' ? ' ' : c;
  CHECK(printable(line) == line);
}

TEST_CASE("html report: times that no calendar holds are clamped", "[report]") {
  Report report = history_report();
  for (Finding& each : report.findings) {
    for (Introduction& by : each.introduced) {
      by.committed.seconds = std::numeric_limits<std::int64_t>::max();
    }
    each.exposure_days = std::numeric_limits<std::int64_t>::max();
  }
  report.findings[1].introduced[0].committed.seconds = std::numeric_limits<std::int64_t>::min();
  CHECK(page_of(report).find("</html>") != std::string::npos);
}
