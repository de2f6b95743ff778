// A scan without the power that it does not need (least_power.h): `scan --sandbox`, and every hook.
#pragma once

#include <filesystem>
#include <vector>

#include "keysieve/least_power.h"

namespace keysieve::cli {

// To be called when all that decides about the scan has been read, and before it is begun. What is
// in `writes` can be written to afterwards, and nothing else. An error is that of the source.
Result<PowerLimits> enter_sandbox(const Source& source,
                                  const std::vector<std::filesystem::path>& writes = {});

}  // namespace keysieve::cli
