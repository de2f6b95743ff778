// A report for a person: a block for each finding, what hurts most first, and the sum of it last.
#include <algorithm>
#include <tuple>
#include <vector>

#include "report/page.h"
#include "report/status.h"
#include "report/tally.h"
#include "report/text_comparison.h"
#include "report/text_finding.h"
#include "report/text_summary.h"
#include "report/writers.h"

namespace keysieve {
namespace {

// Tells findings of one status and severity apart; the fingerprint makes the order total.
auto identity(const Finding& finding) {
  const bool placed = !finding.occurrences.empty() && finding.occurrences.front().path;
  const std::string_view path = placed ? std::string_view(*finding.occurrences.front().path) : "";
  return std::tuple(std::string_view(finding.rule_id), path, std::string_view(finding.fingerprint));
}

std::vector<const Finding*> worst_first(const Report& report, const RuleSet& rules) {
  std::vector<const Finding*> findings;
  for (const Finding& finding : report.findings) findings.push_back(&finding);
  std::sort(findings.begin(), findings.end(), [&](const Finding* a, const Finding* b) {
    if (a->status != b->status) return more_urgent(a->status, b->status);
    const Severity of_a = rule_of(*a, rules).severity, of_b = rule_of(*b, rules).severity;
    if (of_a != of_b) return of_a > of_b;
    return identity(*a) < identity(*b);
  });
  return findings;
}

}  // namespace

void write_text(const Report& report, const RuleSet& rules, const ReportOptions& options,
                std::ostream& out) {
  Page page(out, options.color);
  const auto findings = worst_first(report, rules);
  const Tally counts = tally(report, rules);
  for (const Finding* finding : findings) {
    if (!finding->suppression) write_finding(*finding, rule_of(*finding, rules), page);
  }
  if (counts.suppressed != 0) {
    page.line(page.paint(Tone::strong, "Suppressed"));
    for (const Finding* finding : findings) {
      if (finding->suppression) write_suppressed(*finding, page);
    }
    page.line();
  }
  if (options.explain && !report.rejected.empty()) {
    page.line(page.paint(Tone::strong, "Rejected candidates"));
    for (const Rejected& rejected : report.rejected) write_rejected(rejected, page);
    page.line();
  }
  write_comparison(report, page);
  write_summary(report, counts, page);
  write_closing(report, counts, page);
}

}  // namespace keysieve
