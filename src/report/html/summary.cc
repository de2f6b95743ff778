// The first thing that is read: the findings by severity and status in one small table, and beside
// it what a manager asks for.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "report/html/parts.h"
#include "report/summary_words.h"
#include "report/tool.h"
#include "report/words.h"

namespace keysieve {
namespace {

using Cells = std::map<std::pair<Severity, FindingStatus>, std::uint64_t>;

Cells cells_of(const Contents& contents) {
  Cells cells;
  for (const Finding* finding : contents.findings) {
    ++cells[{rule_of(*finding, contents.rules).severity, finding->status}];
  }
  return cells;
}

void write_number(std::uint64_t number, HtmlWriter& html) {
  number == 0 ? html.element("td", {{"class", "none"}}, "0")
              : html.element("td", {}, grouped(number));
}

void write_severity_row(Severity severity, std::uint64_t total, const Contents& contents,
                        const Cells& cells, HtmlWriter& html) {
  html.open("tr").open("th", {{"scope", "row"}});
  html.element("span", {{"class", fmt::format("severity {}", to_string(severity))}},
               to_string(severity));
  html.close();
  for (const auto& [status, ignored] : contents.counts.by_status) {
    const auto cell = cells.find({severity, status});
    write_number(cell == cells.end() ? 0 : cell->second, html);
  }
  html.open("td").element("b", {}, grouped(total)).close().close().line();
}

void write_matrix(const Contents& contents, HtmlWriter& html) {
  const Tally& counts = contents.counts;
  html.open("table", {{"class", "matrix"}});
  html.element("caption", {}, "Findings by severity, and where they stand").open("thead");
  html.open("tr").element("th", {{"scope", "col"}}, "Severity");
  for (const auto& [status, count] : counts.by_status) {
    html.element("th", {{"scope", "col"}}, status_words(status));
  }
  html.element("th", {{"scope", "col"}}, "all").close().close().open("tbody").line();
  const Cells cells = cells_of(contents);
  for (const auto& [severity, total] : counts.by_severity) {
    write_severity_row(severity, total, contents, cells, html);
  }
  html.close().open("tfoot").open("tr").element("th", {{"scope", "row"}}, "all");
  for (const auto& [status, count] : counts.by_status) write_number(count, html);
  html.open("td").element("b", {}, grouped(counts.findings)).close();
  html.close().close().close().line();
}

void write_fact(std::string_view name, std::string_view words, HtmlWriter& html) {
  html.open("div").element("dt", {}, name).open("dd").text(words).close().close().line();
}

const Finding* longest_exposed(const Contents& contents) {
  const auto days = [](const Finding* finding) { return finding->exposure_days.value_or(-1); };
  const auto& all = contents.findings;
  const auto longest = std::max_element(
      all.begin(), all.end(), [&](const auto* a, const auto* b) { return days(a) < days(b); });
  return longest == all.end() || days(*longest) < 0 ? nullptr : *longest;
}

std::string since(std::int64_t seconds) {
  return iso8601({seconds, 0}).substr(0, 10);
}

void write_facts(const Contents& contents, HtmlWriter& html) {
  const Report& report = contents.report;
  html.open("dl", {{"class", "facts"}}).line();
  if (const auto present = static_cast<std::uint64_t>(
          std::count_if(contents.findings.begin(), contents.findings.end(),
                        [](const Finding* each) { return is_present(*each); }));
      !contents.findings.empty()) {
    write_fact("Still there",
               fmt::format("{} of {}", grouped(present), grouped(contents.findings.size())), html);
  }
  if (const Finding* longest = longest_exposed(contents)) {
    write_fact("Longest exposed",
               fmt::format("{}: {}", rough_duration(*longest->exposure_days),
                           rule_of(*longest, contents.rules).name),
               html);
  }
  if (!contents.scale.empty()) write_fact("First leak", since(contents.scale.from()), html);
  if (contents.counts.suppressed != 0) {
    write_fact("Accepted on purpose", grouped(contents.counts.suppressed), html);
  }
  write_fact("Source", source_words(report.source), html);
  if (!report.source.remote.empty()) write_fact("Cloned from", report.source.remote, html);
  write_fact("Scanned", scanned_words(report), html);
  const ToolInfo tool = tool_of(report, contents.rules);
  write_fact("By", fmt::format("keysieve {}, {}", tool.version, counted(tool.rules, "rule")), html);
  html.close().line();
}

}  // namespace

void write_summary(const Contents& contents, HtmlWriter& html) {
  html.open("section", {{"aria-labelledby", "summary"}});
  html.element("h2", {{"id", "summary"}}, "Summary").open("div", {{"class", "summary"}}).line();
  if (!contents.findings.empty()) write_matrix(contents, html);
  write_facts(contents, html);
  html.close();
  if (!contents.findings.empty()) {
    html.element(
        "p", {{"class", "advice"}},
        "Whatever has been pushed must be taken for known. Replace each secret where it is "
        "valid first; then take it out of the code. Rewriting history does not make it "
        "secret again.");
  }
  html.close().line();
}

}  // namespace keysieve
