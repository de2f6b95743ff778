// How many findings a report has, and of what sort. Suppressed ones count apart.
#pragma once

#include <cstdint>
#include <functional>
#include <map>

#include "keysieve/scan.h"
#include "report/status.h"

namespace keysieve {

struct MostUrgentFirst {
  bool operator()(FindingStatus a, FindingStatus b) const { return more_urgent(a, b); }
};

struct Tally {
  std::uint64_t findings = 0, suppressed = 0;
  std::map<Severity, std::uint64_t, std::greater<>> by_severity;  // those that occur, worst first
  std::map<FindingStatus, std::uint64_t, MostUrgentFirst> by_status;
};

Tally tally(const Report& report, const RuleSet& rules);

// The rule that made `finding`: one of `rules`, as the report was made with them.
const Rule& rule_of(const Finding& finding, const RuleSet& rules);

}  // namespace keysieve
