// Secrets that stand in names alone: of files, refs and people, and in the first lines of commits.
// Nobody scans those for findings, but a report shows them, and may end where all can read it.
#pragma once

#include <string>
#include <vector>

#include "keysieve/scan.h"

namespace keysieve {

// What the built-in rules find in the names that `report` tells.
std::vector<std::string> secrets_in_names(const Report& report);

}  // namespace keysieve
