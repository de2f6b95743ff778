#include "detect/overlap.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "detect/rule_kind.h"

namespace keysieve {
namespace {

// Less is more specific. Total: no two matches of one text compare equal.
auto rank(std::span<const Rule> rules, const Match& match) {
  const Rule& rule = rules[match.rule];
  const bool is_unsure = match.verdict.confidence < default_min_confidence;
  return std::tuple(!rule.path.empty(), kind_of(rule), is_unsure,
                    -static_cast<int>(rule.tags.size()), -static_cast<int>(rule.severity),
                    -static_cast<std::ptrdiff_t>(match.span.end - match.span.begin), match.rule,
                    match.span);
}

}  // namespace

void reject_overlapped(std::span<const Rule> rules, std::vector<Match>* matches) {
  std::vector<Match*> order;
  for (Match& match : *matches) {
    if (match.verdict.accepted) order.push_back(&match);
  }
  std::sort(order.begin(), order.end(),
            [&](const Match* a, const Match* b) { return rank(rules, *a) < rank(rules, *b); });
  std::map<std::size_t, const Match*> taken;  // by the end of their spans, which are disjoint
  for (Match* match : order) {
    const auto next = taken.upper_bound(match->span.begin);
    if (next == taken.end() || next->second->span.begin >= match->span.end) {
      if (rules[match->rule].path.empty()) taken.emplace(match->span.end, match);
      continue;
    }
    match->verdict.accepted = false;
    match->verdict.reason = "part of what the rule " + rules[next->second->rule].id + " found";
  }
}

}  // namespace keysieve
