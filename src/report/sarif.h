// What a SARIF log is kept within.
#pragma once

#include <cstddef>
#include <ostream>

#include "keysieve/scan.h"

namespace keysieve {

// Those of GitHub: it refuses runs with more results, files that are larger when compressed, and
// rules with more tags; of more locations it shows no more.
struct SarifLimits {
  std::size_t results = 25'000, compressed_bytes = 10'000'000;
  std::size_t locations = 100, tags = 20;
};

void write_sarif(const Report& report, const RuleSet& rules, const SarifLimits& limits,
                 std::ostream& out);

}  // namespace keysieve
