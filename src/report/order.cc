#include "report/order.h"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "report/status.h"
#include "report/tally.h"

namespace keysieve {
namespace {

// Tells findings of one status and severity apart.
auto identity(const Finding& finding) {
  const bool placed = !finding.occurrences.empty() && finding.occurrences.front().path;
  const std::string_view path = placed ? std::string_view(*finding.occurrences.front().path) : "";
  return std::tuple(std::string_view(finding.rule_id), path, std::string_view(finding.fingerprint));
}

}  // namespace

std::vector<const Finding*> worst_first(const Report& report, const RuleSet& rules) {
  std::vector<const Finding*> findings;
  for (const Finding& finding : report.findings) findings.push_back(&finding);
  std::sort(findings.begin(), findings.end(), [&](const Finding* a, const Finding* b) {
    const Severity of_a = rule_of(*a, rules).severity, of_b = rule_of(*b, rules).severity;
    if (of_a != of_b) return of_a > of_b;
    if (a->status != b->status) return more_urgent(a->status, b->status);
    return identity(*a) < identity(*b);
  });
  return findings;
}

std::vector<const Finding*> only(std::vector<const Finding*> findings, bool suppressed) {
  std::erase_if(findings,
                [&](const Finding* each) { return each->suppression.has_value() != suppressed; });
  return findings;
}

}  // namespace keysieve
