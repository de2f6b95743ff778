// Many findings at a glance: a line for each, under a heading for each severity and status.
#pragma once

#include <vector>

#include "keysieve/scan.h"
#include "report/page.h"

namespace keysieve {

// More findings than these are a table first, in full on demand.
inline constexpr std::size_t most_blocks = 20;

// `findings` in the order of worst_first().
void write_table(const std::vector<const Finding*>& findings, const RuleSet& rules, Page& page);

}  // namespace keysieve
