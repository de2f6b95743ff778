// Several repositories, one report: a secret that stands in two of them is one finding.
#pragma once

#include <string>

#include "keysieve/scan.h"

namespace keysieve {

// Adds the report on the submodule at `path` to that on the repository which holds it. Its paths
// begin at the top of the whole, its refs are named "path:refs/heads/main".
void join_report(Report part, const std::string& path, Report* whole);

}  // namespace keysieve
