#include "detect/entropy.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <vector>

namespace keysieve {
namespace {

// What a character that occurs `count` times among `length` adds to the entropy.
double share_bits(double count, double length) {
  return count == 0 ? 0 : -count / length * std::log2(count / length);
}

// P(a given character occurs c times among n) for c = 0 … n, each with probability p.
std::vector<double> binomial(std::size_t n, double p) {
  std::vector<double> probability(n + 1);
  for (std::size_t c = 0; c <= n; ++c) {
    const auto k = static_cast<double>(c), rest = static_cast<double>(n - c);
    probability[c] = std::exp(std::lgamma(k + rest + 1) - std::lgamma(k + 1) -
                              std::lgamma(rest + 1) + k * std::log(p) + rest * std::log1p(-p));
  }
  return probability;
}

// The entropy is a sum over the alphabet, H = Σ f(cᵢ), where the counts c are multinomial. So
// E[H] = A·E[f(c₁)] and E[H²] = A·E[f(c₁)²] + A(A−1)·E[f(c₁)·f(c₂)]; and given c₁, the other count
// is binomial among the remaining characters.
Moments compute(std::size_t alphabet, std::size_t length) {
  const double size = static_cast<double>(alphabet), n = static_cast<double>(length);
  const std::vector<double> first = binomial(length, 1 / size);
  double mean = 0, square = 0, product = 0;
  for (std::size_t a = 1; a <= length && (first[a] > 1e-15 || static_cast<double>(a) * size < n);
       ++a) {
    const double bits = share_bits(static_cast<double>(a), n);
    mean += first[a] * bits;
    square += first[a] * bits * bits;
    const std::vector<double> second = binomial(length - a, 1 / (size - 1));
    double given = 0;
    for (std::size_t b = 1; b <= length - a; ++b) {
      given += second[b] * share_bits(static_cast<double>(b), n);
    }
    product += first[a] * bits * given;
  }
  mean *= size;
  const double variance = size * square + size * (size - 1) * product - mean * mean;
  return {static_cast<float>(mean), static_cast<float>(std::sqrt(std::max(variance, 0.0)))};
}

}  // namespace

double shannon_entropy(std::string_view text) {
  std::array<std::size_t, 256> counts{};
  for (const char c : text) ++counts[static_cast<unsigned char>(c)];
  double bits = 0;
  for (const std::size_t count : counts) {
    bits += share_bits(static_cast<double>(count), static_cast<double>(text.size()));
  }
  return bits;
}

// Two threads may compute the same moments at once: they are equal, so either may be kept. The
// mean, written last, says that both are there; no mean of two symbols or more is 0.
Moments expected_entropy(std::size_t size, std::size_t length) {
  struct Slot {
    std::atomic<float> mean, deviation;
  };
  static std::array<std::array<Slot, longest_expected + 1>, 257> remembered;
  Slot& slot = remembered[size][length];
  if (const float mean = slot.mean.load(std::memory_order_acquire); mean != 0) {
    return {mean, slot.deviation.load(std::memory_order_relaxed)};
  }
  const Moments moments = compute(size, length);
  slot.deviation.store(moments.deviation, std::memory_order_relaxed);
  slot.mean.store(moments.mean, std::memory_order_release);
  return moments;
}

}  // namespace keysieve
