// The steps of a scan of history after the reading, which the whole history and a range of it
// share:
//
//   places       at which paths the found blobs stand
//   weigh        each match by its place; what no place supports is rejected
//   group        one finding for each (rule, secret)
//   attribute    introduced, removed, present
#pragma once

#include <vector>

#include "engine/history.h"

namespace keysieve {

// From what was found to findings with their stories, and what was rejected on the way.
void judge_and_tell(History* history, std::vector<FoundText> texts, const Detector& detector,
                    Report* report);

}  // namespace keysieve
