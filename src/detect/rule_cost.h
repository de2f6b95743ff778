// What makes a rule dear wherever it is used: keywords that every text is full of, and regular
// expressions that grow large or run on from line to line.
#pragma once

#include <string>
#include <vector>

#include "keysieve/rule.h"

namespace keysieve {

// All that speaks against `rule`, for whoever writes it.
std::vector<std::string> cost_faults(const Rule& rule);

}  // namespace keysieve
