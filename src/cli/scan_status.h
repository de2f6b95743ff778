// What a scan's outcome is to a shell.
#pragma once

#include "cli/command.h"
#include "keysieve/scan.h"

namespace keysieve::cli {

// Findings that nobody accepted come first, then what could not be looked at.
ExitStatus scan_status(const Report& report);

}  // namespace keysieve::cli
