// Whether everything was looked at: what was read, what could not be, what is not even there.
#pragma once

#include <set>
#include <vector>

#include "git/sweep.h"

namespace keysieve {

// Adds to what the sweep could not read the objects that something reachable refers to but that the
// database lacks. Where a shallow clone ends (`boundary`) parents are absent by design: that is
// said by SourceInfo::shallow and is no gap. Takes the sweep's notices.
Completeness completeness_of(Sweep* sweep, const std::vector<bool>& reachable,
                             const std::vector<MissingObject>& missing_tips,
                             const std::set<ObjectId>& boundary);

}  // namespace keysieve
