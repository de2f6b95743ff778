#include "report/text_comparison.h"

#include <fmt/format.h>

#include "report/change.h"
#include "report/main_place.h"
#include "report/words.h"

namespace keysieve {
namespace {

constexpr std::size_t most_lines = 20;

std::string line_of(const Finding& finding, const Page& page) {
  return fmt::format("{}  {}  {}", finding.rule_id, page.secret(finding.secret),
                     page.safe(words_of(main_place(finding))));
}

void write_list(std::string_view label, const std::vector<const Finding*>& findings, Page& page) {
  std::vector<std::string> lines;
  for (const Finding* finding : findings) {
    if (lines.size() == most_lines) {
      lines.push_back(
          fmt::format("and {} more (see --format json)", grouped(findings.size() - most_lines)));
      break;
    }
    lines.push_back(line_of(*finding, page));
  }
  page.row(label, lines.empty() ? std::vector<std::string>{"none"} : lines);
}

}  // namespace

void write_comparison(const Report& report, Page& page) {
  if (!report.since) return;
  std::vector<const Finding*> added, gone;
  for (const Finding& finding : report.findings) {
    if (report.since->is_new(finding) && !finding.suppression) added.push_back(&finding);
  }
  for (const Finding& finding : report.since->gone) {
    if (!finding.suppression) gone.push_back(&finding);
  }
  page.line(page.paint(Tone::strong, "Since the older report"));
  write_list("new", added, page);
  write_list("gone", gone, page);
  page.row("unchanged", {grouped(count_changes(report).unchanged)});
  page.line();
}

}  // namespace keysieve
