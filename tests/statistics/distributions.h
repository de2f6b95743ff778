// How far chance strays: the tails of the distributions that the statistics have when every symbol
// is as likely as every other and none knows of another. Thresholds are computed from these, so
// that it is known how often a good generator would fail.
#pragma once

#include <cstdint>

namespace keysieve::test {

// The share of good runs in which one statistic passes one of its thresholds.
inline constexpr double false_failure = 1e-12;

struct Range {
  double low = 0, high = 0;
  bool holds(double value) const { return low <= value && value <= high; }
};

// Between which values a statistic stays, but for `false_failure` of the cases on either side.
Range chi_square_range(std::uint64_t degrees_of_freedom);
Range poisson_range(double mean);
Range normal_range();  // in standard deviations

// The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 - P(a, x), each accurate where
// it is small.
double gamma_p(double a, double x);
double gamma_q(double a, double x);

}  // namespace keysieve::test
