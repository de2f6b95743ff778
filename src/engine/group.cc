#include "engine/group.h"

#include <algorithm>
#include <tuple>

#include "detect/fingerprint.h"

namespace keysieve {
namespace {

auto place_of(const Occurrence& occurrence) {
  return std::tie(occurrence.path, occurrence.region, occurrence.object);
}

Finding new_finding(const Rule& rule, const Match& match) {
  Finding finding;
  finding.fingerprint = fingerprint(rule.id, match.secret);
  finding.rule_id = rule.id;
  finding.secret = match.secret;
  finding.entropy = match.verdict.entropy;
  finding.validation = match.validation;  // a function of the secret alone
  return finding;
}

// The same secret may have others beside it in another place.
void add_companions(const Facts& more, Facts* all) {
  if (more.empty()) return;
  all->insert(all->end(), more.begin(), more.end());
  std::sort(all->begin(), all->end());
  all->erase(std::unique(all->begin(), all->end()), all->end());
}

}  // namespace

std::uint32_t Grouping::add(const Match& match, Occurrence occurrence) {
  const auto next = static_cast<std::uint32_t>(findings_.size());
  const auto [number, is_new] = numbers_.try_emplace({match.rule, match.secret}, next);
  if (is_new) findings_.push_back(new_finding(rules_->rules()[match.rule], match));
  Finding& finding = findings_[number->second];
  if (match.verdict.confidence > finding.confidence || is_new) {
    finding.confidence = match.verdict.confidence;
    finding.contributions = match.verdict.contributions;
  }
  // A mark accepts the secret, not the line: versions of the file from before the mark was written
  // hold the same secret, and nobody can mark those any more.
  if (match.mark && (!finding.suppression || match.mark->reason < finding.suppression->reason)) {
    finding.suppression = Suppression{"inline", match.mark->reason};
  }
  add_companions(match.companions, &finding.companions);
  finding.occurrences.push_back(std::move(occurrence));
  return number->second;
}

std::vector<Finding> Grouping::take() && {
  for (Finding& finding : findings_) sort_occurrences(&finding.occurrences);
  return std::move(findings_);
}

void sort_occurrences(std::vector<Occurrence>* occurrences) {
  std::sort(occurrences->begin(), occurrences->end(),
            [](const Occurrence& a, const Occurrence& b) { return place_of(a) < place_of(b); });
}

void sort_findings(std::vector<Finding>* findings) {
  const auto key = [](const Finding& finding) {
    const Occurrence& first = finding.occurrences.front();
    return std::tie(first.path, first.region, finding.rule_id, finding.fingerprint);
  };
  std::sort(findings->begin(), findings->end(),
            [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
}

}  // namespace keysieve
