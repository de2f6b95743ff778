// What has to be said along with a file for git-filter-repo: that rewriting does not un-leak, how
// to use it, and what it will not do.
#pragma once

#include <string>

#include "keysieve/scan.h"

namespace keysieve::cli {

std::string filter_repo_note(const Report& report, const std::string& file);

}  // namespace keysieve::cli
