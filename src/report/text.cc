// A report for a person: a block for each finding, or a line for each where there are many, what
// hurts most first; and the sum of it last.
#include <vector>

#include "report/order.h"
#include "report/page.h"
#include "report/tally.h"
#include "report/text_comparison.h"
#include "report/text_finding.h"
#include "report/text_summary.h"
#include "report/text_table.h"
#include "report/writers.h"

namespace keysieve {
namespace {

// A table where there are many; not of secrets in full, which no column holds, nor of explanations.
void write_findings(const std::vector<const Finding*>& findings, const RuleSet& rules,
                    const ReportOptions& options, Page& page) {
  const bool in_full = page.is_full() || options.show_secrets || options.explain;
  if (findings.size() > most_blocks && !in_full) return write_table(findings, rules, page);
  for (const Finding* finding : findings) write_finding(*finding, rule_of(*finding, rules), page);
}

}  // namespace

void write_text(const Report& report, const RuleSet& rules, const ReportOptions& options,
                std::ostream& out) {
  Page page(out, options);
  page.link_to(report.source);
  const Tally counts = tally(report, rules);
  if (options.detail == Detail::brief) {
    const bool clean = counts.findings == 0 && report.completeness.complete();
    if (!clean) write_closing(report, counts, page);
    return;
  }
  const auto all = worst_first(report, rules);
  write_findings(only(all, false), rules, options, page);
  if (counts.suppressed != 0) {
    page.line(page.paint(Tone::strong, "Suppressed"));
    for (const Finding* finding : only(all, true)) write_suppressed(*finding, page);
    page.line();
  }
  if (options.explain && !report.rejected.empty()) {
    page.line(page.paint(Tone::strong, "Rejected candidates"));
    for (const Rejected& rejected : report.rejected) write_rejected(rejected, page);
    page.line();
  }
  write_comparison(report, page);
  write_summary(report, rules, counts, page);
  write_closing(report, counts, page);
}

}  // namespace keysieve
