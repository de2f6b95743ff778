// What each rule costs on real repositories, so that who writes one sees what a keyword is worth.
#pragma once

#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "keysieve/detector.h"
#include "keysieve/rule.h"

namespace keysieve::cli {

// What scanning the history of each repository costs, by rule. Fails if one cannot be opened.
Result<std::vector<RuleCost>> measured_costs(const RuleSet& rules,
                                             const std::vector<std::string>& repositories);

// A table of the rules whose keywords occur, the dearest first, and of their sum. A rule that needs
// no keyword stands in it when it was tried.
void print_costs(std::span<const Rule> rules, std::span<const RuleCost> costs, std::ostream& out);

}  // namespace keysieve::cli
