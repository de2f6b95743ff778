// What made a report: this program, or the one that wrote what was read back.
#pragma once

#include "keysieve/scan.h"

namespace keysieve {

ToolInfo tool_of(const Report& report, const RuleSet& rules);

}  // namespace keysieve
