#include "detect/confidence.h"

#include <algorithm>
#include <cmath>

namespace keysieve {
namespace {

struct Weight {
  Feature feature;
  std::string_view name;
  double weight;
};

constexpr std::array<Weight, feature_count> weights{{
#include "detect/confidence_weights.inc"
}};

constexpr bool are_in_order() {
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i].feature != static_cast<Feature>(i)) return false;
  }
  return true;
}
static_assert(are_in_order());

const Weight& at(Feature feature) {
  return weights[static_cast<std::size_t>(feature)];
}

}  // namespace

std::string_view name_of(Feature feature) {
  return at(feature).name;
}
double weight_of(Feature feature) {
  return at(feature).weight;
}

void Evidence::set(Feature feature, double value) {
  float& known = values_[static_cast<std::size_t>(feature)];
  log_odds_ += weight_of(feature) * (value - static_cast<double>(known));
  known = static_cast<float>(value);
}

Contributions Evidence::contributions() const {
  Contributions all;
  for (const Weight& each : weights) {
    const double held = value(each.feature);
    if (held != 0) all.push_back({each.name, held, held * each.weight});
  }
  return all;
}

double confidence_of(double log_odds) {
  return 1 / (1 + std::exp(-log_odds));
}

double log_odds_of(double confidence) {
  constexpr double least = 1e-9;
  const double bounded = std::clamp(confidence, least, 1 - least);
  return std::log(bounded / (1 - bounded));
}

}  // namespace keysieve
