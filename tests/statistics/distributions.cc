#include "statistics/distributions.h"

#include <cmath>
#include <functional>
#include <limits>

namespace keysieve::test {
namespace {

double factor(double a, double x) {
  return std::exp(a * std::log(x) - x - std::lgamma(a));
}

// P by its series, which converges fast for x < a + 1.
double by_series(double a, double x) {
  double term = 1 / a, sum = term;
  for (double n = a + 1; term > sum * 1e-17; ++n) sum += term *= x / n;
  return factor(a, x) * sum;
}

// Q by Lentz's continued fraction, which converges fast for x > a + 1.
double by_fraction(double a, double x) {
  constexpr double tiny = std::numeric_limits<double>::min() / 1e-30;
  double b = x + 1 - a, c = 1 / tiny, d = 1 / b, h = d;
  for (int i = 1; i < 100'000; ++i) {
    const double an = -i * (i - a);
    b += 2;
    d = an * d + b;
    if (std::abs(d) < tiny) d = tiny;
    c = b + an / c;
    if (std::abs(c) < tiny) c = tiny;
    d = 1 / d;
    const double change = d * c;
    h *= change;
    if (std::abs(change - 1) < 1e-15) break;
  }
  return factor(a, x) * h;
}

// Where `is_below`, true of small values and false of large ones, turns.
double turn(double low, double high, const std::function<bool(double)>& is_below) {
  for (int i = 0; i < 200; ++i) {
    const double middle = (low + high) / 2;
    (is_below(middle) ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

double gamma_p(double a, double x) {
  if (x <= 0) return 0;
  return x < a + 1 ? by_series(a, x) : 1 - by_fraction(a, x);
}

double gamma_q(double a, double x) {
  if (x <= 0) return 1;
  return x < a + 1 ? 1 - by_series(a, x) : by_fraction(a, x);
}

// A chi-square variable of k degrees is below x with probability P(k/2, x/2).
Range chi_square_range(std::uint64_t degrees_of_freedom) {
  const double a = static_cast<double>(degrees_of_freedom) / 2;
  const double far = 4 * a + 400;
  return {2 * turn(0, a, [&](double x) { return gamma_p(a, x) < false_failure; }),
          2 * turn(a, far, [&](double x) { return gamma_q(a, x) > false_failure; })};
}

// A Poisson variable is above k with probability P(k + 1, mean), and at most k with Q(k + 1, mean).
Range poisson_range(double mean) {
  return {
      std::floor(turn(-1, mean, [&](double k) { return gamma_q(k + 1, mean) < false_failure; })),
      std::ceil(turn(mean, 4 * mean + 400,
                     [&](double k) { return gamma_p(k + 1, mean) > false_failure; }))};
}

Range normal_range() {
  const double z =
      turn(0, 40, [](double x) { return std::erfc(x / std::sqrt(2)) / 2 > false_failure; });
  return {-z, z};
}

}  // namespace keysieve::test
