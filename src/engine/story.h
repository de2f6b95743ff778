// Puts the story of each secret into its finding: introduced, removed, present, exposure, status.
#pragma once

#include <vector>

#include "engine/history.h"
#include "git/holdings.h"
#include "git/tree_names.h"
#include "keysieve/finding.h"

namespace keysieve {

// `blobs` are the found blobs in the order that `holdings` knows them by; `messages` the found
// messages. Their `secrets` are numbers of `findings`.
void tell_stories(const History& history, const std::vector<FoundText>& blobs,
                  const std::vector<FoundText>& messages, const Holdings& holdings,
                  TreeNames* names, std::vector<Finding>* findings);

}  // namespace keysieve
