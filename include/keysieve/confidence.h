// How sure keysieve is that something is a secret, and why.
#pragma once

#include <string_view>
#include <vector>

namespace keysieve {

// What one thing that is known of a candidate adds to its log-odds of being a secret.
struct Contribution {
  std::string_view
      feature;       // "randomness", "a file of settings", "a test, an example or documentation"
  double value = 0;  // how far it holds, from 0 to 1
  double added = 0;
};
using Contributions = std::vector<Contribution>;

// A candidate that keysieve is less sure of is not reported, unless asked for. How it was chosen:
// src/detect/README.md.
inline constexpr double default_min_confidence = 0.5;

}  // namespace keysieve
