// A saved report against an older one. Fingerprints tell which findings are the same: they know no
// place, so what moved is unchanged.
#include <algorithm>
#include <iterator>
#include <set>

#include "keysieve/saved_report.h"

namespace keysieve {
namespace {

std::set<std::string> fingerprints_of(const std::vector<Finding>& findings) {
  std::set<std::string> all;
  for (const Finding& finding : findings) all.insert(finding.fingerprint);
  return all;
}

bool other_rules(const Report& old, const Report& now) {
  return old.tool && now.tool && old.tool->ruleset != now.tool->ruleset;
}

}  // namespace

void compare_reports(SavedReport old, SavedReport* now) {
  const std::set<std::string> before = fingerprints_of(old.report.findings);
  const std::set<std::string> today = fingerprints_of(now->report.findings);
  Comparison since;
  std::set_difference(today.begin(), today.end(), before.begin(), before.end(),
                      std::back_inserter(since.added));
  for (Finding& finding : old.report.findings) {
    if (!today.contains(finding.fingerprint)) since.gone.push_back(std::move(finding));
  }
  if (other_rules(old.report, now->report)) {
    now->report.completeness.notices.push_back({"different-rules", std::nullopt,
                                                "the older report was made with other rules: "
                                                "something may be new or gone for that alone"});
  }
  now->rules = old.rules.extended_by(now->rules);
  now->report.since = std::move(since);
}

}  // namespace keysieve
