#include "detect/confidence.h"

#include <algorithm>
#include <array>

namespace keysieve {
namespace {

struct Contributions {
  double rule;        // that such a rule matched
  double randomness;  // of a value that is as random as a random string is on average
  double name;        // a name that means a secret; half of it if the name means nothing
  double quoted;      // a literal in quotes
};

constexpr std::array<Contributions, 3> by_kind = {{
    {0.85, 0.10, 0.00, 0.05},  // structural
    {0.55, 0.30, 0.10, 0.05},  // framework
    {0.30, 0.45, 0.15, 0.10},  // generic
}};

}  // namespace

double confidence(const Evidence& evidence) {
  const Contributions& part = by_kind[static_cast<std::size_t>(evidence.kind)];
  const double name = evidence.name == NameMeaning::secret    ? part.name
                      : evidence.name == NameMeaning::unknown ? part.name / 2
                                                              : 0;
  const double sum = part.rule + part.randomness * evidence.randomness + name +
                     (evidence.quoted ? part.quoted : 0);
  return std::clamp(sum, 0.0, 1.0);
}

}  // namespace keysieve
