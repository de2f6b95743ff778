#include "report/change.h"

#include <algorithm>
#include <functional>

namespace keysieve {
namespace {

bool is_new(const Finding& finding, const Comparison& since) {
  return std::binary_search(since.added.begin(), since.added.end(), finding.fingerprint);
}

}  // namespace

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
  if (is_new(finding, since)) return Change::added;
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
    ++(is_new(finding, *report.since) ? counts.added : counts.unchanged);
  }
  for (const Finding& finding : report.since->gone) counts.gone += finding.suppression ? 0 : 1;
  return counts;
}

}  // namespace keysieve
