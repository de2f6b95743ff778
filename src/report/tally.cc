#include "report/tally.h"

#include <cassert>

namespace keysieve {

const Rule& rule_of(const Finding& finding, const RuleSet& rules) {
  const Rule* rule = rules.find(finding.rule_id);
  assert(rule != nullptr);
  return *rule;
}

Tally tally(const Report& report, const RuleSet& rules) {
  Tally counts;
  for (const Finding& finding : report.findings) {
    if (finding.suppression) {
      ++counts.suppressed;
      continue;
    }
    ++counts.findings;
    ++counts.by_severity[rule_of(finding, rules).severity];
    ++counts.by_status[finding.status];
  }
  return counts;
}

}  // namespace keysieve
