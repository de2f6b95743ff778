// From matches to findings: one for each (rule, secret), wherever it occurs.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "keysieve/detector.h"
#include "keysieve/finding.h"

namespace keysieve {

class Grouping {
 public:
  explicit Grouping(const RuleSet& rules) : rules_(&rules) {}

  // Adds one place of an accepted match; returns the number of its finding.
  std::uint32_t add(const Match& match, Occurrence occurrence);

  std::size_t size() const { return findings_.size(); }

  // The findings by number, their occurrences sorted.
  std::vector<Finding> take() &&;

 private:
  const RuleSet* rules_;
  std::map<std::pair<std::size_t, std::string>, std::uint32_t> numbers_;
  std::vector<Finding> findings_;
};

// Sorts by path, region, object.
void sort_occurrences(std::vector<Occurrence>* occurrences);

// Sorts by first path, line and column, rule, fingerprint: the order of a report.
void sort_findings(std::vector<Finding>* findings);

}  // namespace keysieve
