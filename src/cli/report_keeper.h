// Who writes the report file of a scan in a sandbox. The scan itself can write nothing, and would
// need power over the whole folder to put a finished file in the place of an older one. So a
// process that has read nothing of what is scanned waits for the report, and writes it.
#pragma once

#include <filesystem>

#include "keysieve/error.h"

namespace keysieve::cli {

// Returns in the process that goes on to scan: a descriptor to write the report to. The other one
// does not return: it writes `file` when all of the report has come, and ends as the scan ended.
// To be called before there are threads.
Result<int> leave_report_to_keeper(const std::filesystem::path& file);

}  // namespace keysieve::cli
