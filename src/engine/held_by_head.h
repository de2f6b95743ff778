// Which of the secrets that a change brings HEAD holds already. Asked only when something was
// found.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "git/repository.h"
#include "git/staged.h"
#include "keysieve/detector.h"
#include "keysieve/scan.h"

namespace keysieve {

using RuleAndSecret = std::pair<std::size_t, std::string>;

// What to look for in bytes: the secret and, where it was found in a decoded text, the text as it
// stood.
using Wanted = std::map<RuleAndSecret, std::set<std::string>>;

// Those of `wanted` that the detector finds in a file of HEAD's tree, anywhere. First what the
// change replaces is searched, then the rest of the tree; there only files that hold the bytes of
// one of `wanted` go through the detector, whatever their number.
std::set<RuleAndSecret> held_by_head(const Repository& repository, const StagedChange& change,
                                     const Wanted& wanted, const Detector& detector,
                                     const ScanOptions& options);

}  // namespace keysieve
