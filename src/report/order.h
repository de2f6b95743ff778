// The order in which a person reads findings.
#pragma once

#include <vector>

#include "keysieve/scan.h"

namespace keysieve {

// What hurts most first: by status, then severity; then by rule, path and fingerprint, so that the
// order is total. Suppressed findings among the others.
std::vector<const Finding*> worst_first(const Report& report, const RuleSet& rules);

// Those of `findings` that are suppressed, or those that are not, in the same order.
std::vector<const Finding*> only(std::vector<const Finding*> findings, bool suppressed);

}  // namespace keysieve
