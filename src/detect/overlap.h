// One secret, one finding: where several rules accept the same bytes, the most specific one's match
// stands. It knows best what the secret opens.
#pragma once

#include <span>
#include <vector>

#include "keysieve/detector.h"

namespace keysieve {

// Rejects each accepted match that overlaps another accepted one of a more specific rule: one that
// knows the secret by its form before one that knows a framework's names before a generic one; then
// one that is sure by what it sees before one that waits for the place; then the one with more
// tags, the more severe, the longer match, the first rule by id. A rule that holds only at some
// paths stands behind all others: whether it holds here is not known yet.
void reject_overlapped(std::span<const Rule> rules, std::vector<Match>* matches);

}  // namespace keysieve
