// betterleaks' filters: small programs that say what is not reported. Most of them only ask whether
// one of several things holds, as an entropy floor and allowlists do; these are understood.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "keysieve/rule.h"

namespace keysieve {

struct BetterleaksFilter {
  std::optional<double> min_entropy;
  std::vector<Allowlist> allowlists;
  bool whole = true;  // false: there is more to it than these say
};

BetterleaksFilter betterleaks_filter(std::string_view program);

}  // namespace keysieve
