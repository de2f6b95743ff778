#include "report/change.h"

#include <algorithm>
#include <functional>

namespace keysieve {

bool Comparison::is_new(const Finding& finding) const {
  return std::binary_search(added.begin(), added.end(), finding.fingerprint);
}

std::string_view to_string(Change change) {
  switch (change) {
    case Change::added:
      return "new";
    case Change::unchanged:
      return "unchanged";
    case Change::gone:
      return "gone";
  }
  return {};
}

Change change_of(const Finding& finding, const Comparison& since) {
  if (since.is_new(finding)) return Change::added;
  const std::less<const Finding*> before;  // total, unlike <
  const Finding* const first = since.gone.data();
  const bool gone = !before(&finding, first) && before(&finding, first + since.gone.size());
  return gone ? Change::gone : Change::unchanged;
}

ChangeCounts count_changes(const Report& report) {
  ChangeCounts counts;
  if (!report.since) return counts;
  for (const Finding& finding : report.findings) {
    if (finding.suppression) continue;
    ++(report.since->is_new(finding) ? counts.added : counts.unchanged);
  }
  for (const Finding& finding : report.since->gone) counts.gone += finding.suppression ? 0 : 1;
  return counts;
}

}  // namespace keysieve
