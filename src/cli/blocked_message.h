// What a committer reads whose commit was stopped: where, what, why it matters, and the ways on.
#pragma once

#include <string>

#include "keysieve/scan.h"

namespace keysieve::cli {

// The message for a scan of what is staged, made with `rules`; secrets are redacted. Empty when
// nothing stands against the commit.
std::string blocked_message(const Report& report, const RuleSet& rules);

}  // namespace keysieve::cli
