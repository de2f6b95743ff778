#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/printable.h"
#include "catch.h"
#include "report/words.h"
#include "support/fake.h"
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

constexpr std::string_view link_begin = "\x1b]8;;", link_end = "\x1b\\";

// The URLs of all links; the empty ones that end each are left out.
std::vector<std::string> urls_of(const std::string& text) {
  std::vector<std::string> urls;
  for (std::size_t at = 0; (at = text.find(link_begin, at)) != std::string::npos;) {
    at += link_begin.size();
    const std::size_t end = text.find(link_end, at);
    if (end != at) urls.push_back(text.substr(at, end - at));
  }
  return urls;
}

std::string without_links(std::string text) {
  for (std::size_t at = 0; (at = text.find(link_begin, at)) != std::string::npos;) {
    text.erase(at, text.find(link_end, at) + link_end.size() - at);
  }
  return text;
}

// So many findings that they are a table.
Report many_report() {
  Report report = history_report();
  const std::vector<Finding> samples = report.findings;
  for (std::uint32_t i = 0; i < 30; ++i) {
    Finding made = samples[i % samples.size()];
    made.fingerprint = Fake(i).hex(32);
    made.secret = Fake(100 + i).urlsafe_key();
    made.suppression.reset();
    made.exposure_days = 100 * i;
    if (i % 7 == 0 && !made.introduced.empty()) {
      made.introduced[0].path = "services/accounts/backend/settings/environments/production.py";
    }
    report.findings.push_back(made);
  }
  return report;
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

TEST_CASE("text report: on a wide terminal", "[report]") {
  CHECK(matches_golden("wide.txt", text_of(history_report(), {.columns = 200})));
  CHECK(matches_golden("many_wide.txt", text_of(many_report(), {.columns = 200})));
}

TEST_CASE("text report: many findings are a table", "[report]") {
  CHECK(matches_golden("many.txt", text_of(many_report())));
}

TEST_CASE("text report: what is a table is in blocks where all is to be said", "[report]") {
  const Report report = many_report();
  for (const ReportOptions& options :
       {ReportOptions{.detail = Detail::full}, ReportOptions{.show_secrets = true},
        ReportOptions{.explain = true}}) {
    const std::string text = text_of(report, options);
    for (const Finding& finding : report.findings) {
      CHECK(text.find("fingerprint  " + finding.fingerprint) != std::string::npos);
    }
  }
}

TEST_CASE("text report: no line of a report is wider than asked, as far as it can be broken",
          "[report]") {
  for (const std::size_t columns : {80U, 120U, 200U}) {
    std::istringstream lines(text_of(many_report(), {.columns = columns}));
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("INCOMPLETE")) continue;
      CAPTURE(line);
      CHECK(width(line) <= columns);
    }
  }
}

TEST_CASE("text report: in full nothing is left out", "[report]") {
  Report report = history_report();
  CHECK(matches_golden("full.txt", text_of(report, {.detail = Detail::full})));
  CHECK(text_of(incomplete_report(), {.detail = Detail::full}).find(" more") == std::string::npos);
}

TEST_CASE("text report: in brief it is one line, and none for a clean scan", "[report]") {
  CHECK(text_of(history_report(), {.detail = Detail::brief}) ==
        last_line(text_of(history_report())) + "\n");
  CHECK(text_of(incomplete_report(), {.detail = Detail::brief}) ==
        last_line(text_of(incomplete_report())) + "\n");
  CHECK(text_of(empty_report(), {.detail = Detail::brief}).empty());
}

TEST_CASE("text report: commits and lines are linked to where the repository is on the web",
          "[report]") {
  Report report = history_report();
  report.source.remote = "https://github.com/ada/shop.git";
  const std::string plain = text_of(report);
  const std::string linked = text_of(report, {.links = true});
  CHECK(matches_golden("links.txt", linked));
  CHECK(without_links(linked) == plain);
  report = many_report();
  report.source.remote = "https://github.com/ada/shop.git";
  CHECK(without_links(text_of(report, {.links = true})) == text_of(report));
  report.source.remote = "/srv/git/shop.git";
  CHECK(text_of(report, {.links = true}) == text_of(report));
}

TEST_CASE("text report: nothing from a repository acts on the terminal in a link", "[report]") {
  Report report = hostile_report();
  report.source.remote = "https://github.com/ada/\x1b]8;;evil\x07\x1b\\";
  const std::string linked = text_of(report, {.links = true, .detail = Detail::full});
  const std::string text = without_links(linked);
  CHECK(text != linked);
  CHECK(text.find_first_of("\x1b\x07") == std::string::npos);
  for (const std::string& url : urls_of(linked)) {
    CHECK(std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c <= '~'; }));
    for (const Finding& each : report.findings) {
      CHECK(url.find(each.secret) == std::string::npos);
    }
  }
  report = history_report();
  report.source.remote = "https://github.com/ada/" + report.findings[0].secret;
  CHECK(urls_of(text_of(report, {.links = true})).empty());
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

TEST_CASE("text report: refs of no known kind are other ones beside others only", "[report]") {
  Report report = history_report();
  report.findings = {report.findings.back()};
  const auto says = [&](std::vector<std::string> refs, std::string_view words) {
    report.findings[0].present_in = std::move(refs);
    return text_of(report).find(words) != std::string::npos;
  };
  CHECK(
      says({"refs/pull/1/head", "refs/pull/2/head"}, "live in 2 refs (pull/1/head, pull/2/head)"));
  CHECK(says({"HEAD", "refs/pull/1/head"}, "live in HEAD and 1 other ref (pull/1/head)"));
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
  add("password", FindingStatus::staged, "(7)");
  add("password", FindingStatus::on_ref, "(6)");
  add("password", FindingStatus::live, "(5)");
  add("slack-token", FindingStatus::live, "(4)");
  add("django-secret-key", FindingStatus::unreachable, "(3)");
  add("django-secret-key", FindingStatus::history, "(2)");
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
