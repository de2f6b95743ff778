// Detection in one blob of the index or of HEAD's tree, whose path is known.
#pragma once

#include <optional>
#include <string>

#include "engine/find_in_object.h"
#include "git/staged.h"

namespace keysieve {

// Nothing when it could not be read in full.
std::optional<ObjectMatches> find_in_staged(const StagedBlob& blob, const std::string& path,
                                            const Detector& detector, Detector::Scratch* scratch,
                                            const ScanOptions& options);

}  // namespace keysieve
