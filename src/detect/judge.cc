#include "detect/judge.h"

#include "detect/entropy.h"
#include "detect/randomness.h"
#include "detect/rule_kind.h"

namespace keysieve {

Match judge(const Rule& rule, std::string_view text, const Candidate& candidate) {
  Match match;
  match.rule = candidate.rule;
  match.span = candidate.secret;
  match.secret = text.substr(match.span.begin, match.span.end - match.span.begin);
  Verdict& verdict = match.verdict;
  verdict.entropy = shannon_entropy(match.secret);
  verdict.randomness = randomness(match.secret);
  verdict.confidence = verdict.randomness;
  const double floor =
      rule.min_randomness.value_or(kind_of(rule) == RuleKind::structural ? 0.0 : 0.5);
  verdict.accepted = verdict.randomness >= floor;
  if (!verdict.accepted) verdict.reason = "not random enough for its alphabet and length";
  return match;
}

}  // namespace keysieve
