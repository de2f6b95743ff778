// How sure keysieve is that a value is a secret, as a number in [0, 1]: what speaks for it, added
// up. The table is all there is to it.
#pragma once

#include "detect/name.h"
#include "detect/rule_kind.h"

namespace keysieve {

struct Evidence {
  RuleKind kind = RuleKind::generic;
  double randomness = 0;
  NameMeaning name = NameMeaning::unknown;
  bool quoted = false;
};

double confidence(const Evidence& evidence);

// Of a secret whose own form proves it, such as by a checksum that is right.
inline constexpr double proven = 0.99;
// In tests, examples and documentation a secret is likelier to be made up.
inline constexpr double made_up_place = 0.7;
// Below this a match in such a place is not reported, unless its value is surely random.
inline constexpr double least_confidence = 0.45;
inline constexpr double surely_random = 0.8;

}  // namespace keysieve
