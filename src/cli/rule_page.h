// All that one rule says, for people, with a worked example: where its secret is and how it is
// judged.
#pragma once

#include "keysieve/rule.h"

namespace keysieve::cli {

// Prints `rule`, one of `rules`.
void print_rule_page(const Rule& rule, const RuleSet& rules);

}  // namespace keysieve::cli
