// A report for a person: a block for each finding, what hurts most first, and the sum of it last.
#include "report/order.h"
#include "report/page.h"
#include "report/tally.h"
#include "report/text_comparison.h"
#include "report/text_finding.h"
#include "report/text_summary.h"
#include "report/writers.h"

namespace keysieve {

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
