// What makes a rule invalid, apart from how it was written down.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "keysieve/rule.h"

namespace keysieve {

struct RuleFault {
  std::string_view key;  // the key that is at fault
  std::string message;
};

// All that is wrong with the values of `rule`, except its regular expressions.
std::vector<RuleFault> rule_faults(const Rule& rule);

// What RE2 says against the rule's regular expressions, and capture groups that mean nothing.
// Apart from rule_faults() because it takes a thousand times longer.
std::vector<RuleFault> regex_faults(const Rule& rule);

// The same for what a rule holds.
std::vector<RuleFault> companion_faults(const Companion& companion);
std::vector<RuleFault> allowlist_faults(const Allowlist& list);

}  // namespace keysieve
