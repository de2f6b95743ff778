#include "detect/randomness.h"

#include <algorithm>
#include <cmath>

#include "detect/alphabet.h"
#include "detect/entropy.h"

namespace keysieve {
namespace {

constexpr double limit = 3.2;       // standard deviations that stand for 0.5
constexpr double enough_bits = 64;  // below, the value could be guessed; half of it stands for 0.5

std::string_view without_padding(std::string_view value) {
  return value.substr(0, value.find_last_not_of('=') + 1);
}

// Standard deviations by which the entropy is lower than that of random strings.
double entropy_deficit(std::string_view value, Alphabet alphabet) {
  const Moments expected = expected_entropy(alphabet, value.size());
  return (expected.mean - shannon_entropy(value)) / std::max(0.01, double{expected.deviation});
}

}  // namespace

double randomness(std::string_view value) {
  const std::string_view text = without_padding(value).substr(0, longest_expected);
  if (text.size() < 2) return 0;
  const Alphabet alphabet = smallest_alphabet(text);
  const double bits =
      static_cast<double>(text.size()) * std::log2(static_cast<double>(alphabet_size(alphabet)));
  const double strangeness = entropy_deficit(text, alphabet);
  return std::clamp(std::min(1 - strangeness / (2 * limit), bits / enough_bits), 0.0, 1.0);
}

}  // namespace keysieve
