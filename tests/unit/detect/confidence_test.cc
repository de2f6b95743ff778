#include "detect/confidence.h"

#include <cmath>

#include "catch.h"

namespace keysieve {
namespace {

bool equal(double a, double b) {
  return std::abs(a - b) < 1e-6;
}

}  // namespace

TEST_CASE("confidence: the log-odds are the sum of what the features add", "[detect]") {
  Evidence evidence;
  evidence.set(Feature::token_name);
  evidence.set(Feature::randomness, 0.25);
  evidence.set(Feature::randomness, 0.75);  // the last value counts
  CHECK(equal(evidence.log_odds(),
              weight_of(Feature::token_name) + 0.75 * weight_of(Feature::randomness)));
  double sum = 0;
  for (const Contribution& each : evidence.contributions()) sum += each.added;
  CHECK(equal(sum, evidence.log_odds()));
  CHECK(evidence.contributions().size() == 2);
}

TEST_CASE("confidence: it is a probability, and log-odds are won back from it", "[detect]") {
  CHECK(confidence_of(0) == 0.5);
  for (const double odds : {-12.0, -3.0, 0.5, 8.0}) {
    CHECK(equal(log_odds_of(confidence_of(odds)), odds));
  }
  CHECK(std::isfinite(log_odds_of(0)));
  CHECK(std::isfinite(log_odds_of(1)));
}

TEST_CASE("confidence: what can only speak against a secret never speaks for it", "[detect]") {
  for (const Feature feature :
       {Feature::brief, Feature::not_random, Feature::not_literal, Feature::template_,
        Feature::placeholder, Feature::sequence, Feature::plain_words, Feature::lookalike,
        Feature::uuid, Feature::prose, Feature::repeats_name, Feature::other_name,
        Feature::made_up_place, Feature::made_up_weak, Feature::weak_in_code, Feature::bare_in_code,
        Feature::generated}) {
    CAPTURE(name_of(feature));
    CHECK(weight_of(feature) <= 0);
  }
}

}  // namespace keysieve
