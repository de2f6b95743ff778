// The steps of a scan of history after the reading, which the whole history and a range of it
// share:
//
//   places       at which paths the found blobs stand
//   weigh        each match by its place; what no place supports is rejected
//   group        one finding for each (rule, secret)
//   attribute    introduced, removed, present
#pragma once

#include <span>
#include <vector>

#include "engine/history.h"

namespace keysieve {

// From what was found to findings with their stories, and what was rejected on the way. Of the
// places of an object one is told: one that no list of `allowlists` speaks of, if there is one.
void judge_and_tell(History* history, std::vector<FoundText> texts, const Detector& detector,
                    std::span<const FindingAllowlist> allowlists, Report* report);

}  // namespace keysieve
