#include "report/text_summary.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "report/summary_words.h"
#include "report/words.h"

namespace keysieve {
namespace {

constexpr std::size_t most_notices = 20;

void write_notices(const std::vector<Notice>& notices, Page& page) {
  std::vector<std::string> lines;
  const std::size_t shown =
      page.is_full() ? notices.size() : std::min(most_notices, notices.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const std::string text = page.safe(fmt::format("{}: {}", notices[i].kind, notices[i].message));
    for (std::string& line : wrapped(text, page.room())) lines.push_back(std::move(line));
  }
  if (notices.size() > shown) {
    lines.push_back(fmt::format("and {} more (see --verbose)", grouped(notices.size() - shown)));
  }
  page.row("notices", lines);
}

// What a manager asks first: since when, for how long, and what kinds.
void write_extent(const Report& report, const RuleSet& rules, Page& page) {
  const Finding* longest = nullptr;
  std::optional<Time> first;
  std::map<std::string, std::uint64_t> by_kind;
  for (const Finding& finding : report.findings) {
    if (finding.suppression) continue;
    ++by_kind[rule_of(finding, rules).name];
    for (const Introduction& by : finding.introduced) {
      if (!first || by.committed.seconds < first->seconds) first = by.committed;
    }
    const auto days = [](const Finding& each) { return each.exposure_days.value_or(-1); };
    if (days(finding) > (longest == nullptr ? -1 : days(*longest))) longest = &finding;
  }
  if (first && longest != nullptr) {
    page.paragraph(
        "exposed",
        fmt::format("{} at most ({}), the first since {}", rough_duration(*longest->exposure_days),
                    page.safe(rule_of(*longest, rules).name), iso8601(*first).substr(0, 10)));
  }
  std::vector<std::pair<std::string, std::uint64_t>> kinds(by_kind.begin(), by_kind.end());
  std::stable_sort(kinds.begin(), kinds.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> texts;
  for (const auto& [name, count] : kinds) {
    texts.push_back(fmt::format("{} {}", grouped(count), page.safe(name)));
  }
  if (texts.size() > 1) page.paragraph("kinds", page.listed(texts));
}

}  // namespace

void write_summary(const Report& report, const RuleSet& rules, const Tally& counts, Page& page) {
  page.line(page.paint(Tone::strong, "Summary"));
  page.paragraph("source", page.safe(source_words(report.source)));
  page.paragraph("scanned", scanned_words(report));
  if (counts.findings != 0) {
    page.paragraph("findings", grouped(counts.findings));
    page.paragraph("severity", listed(counts.by_severity, [](Severity s) { return to_string(s); }));
    page.paragraph("status",
                   listed(counts.by_status, [](FindingStatus s) { return to_string(s); }));
  }
  if (counts.findings != 0) write_extent(report, rules, page);
  if (counts.suppressed != 0) page.paragraph("suppressed", grouped(counts.suppressed));
  write_notices(report.completeness.notices, page);
  page.line();
}

void write_closing(const Report& report, const Tally& counts, Page& page) {
  const Tone tone = counts.findings != 0             ? Tone::worst
                    : report.completeness.complete() ? Tone::good
                                                     : Tone::notable;
  page.line(page.paint(tone, closing_sentence(report, counts)));
}

}  // namespace keysieve
