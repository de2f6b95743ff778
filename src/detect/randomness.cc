#include "detect/randomness.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "detect/alphabet.h"
#include "detect/entropy.h"
#include "detect/trigrams.h"

namespace keysieve {
namespace {

constexpr double limit = 3.05;  // standard deviations that stand for 0.5
// The entropy of random strings strays farther below its mean than above it: its deviations count
// less.
constexpr double entropy_weight = 0.85;
constexpr double enough_bits = 64;  // below, the value could be guessed; half of it stands for 0.5

constexpr std::size_t long_part = 20;  // characters that make a key by themselves

std::string_view without_padding(std::string_view value) {
  return value.substr(0, value.find_last_not_of('=') + 1);
}

// Standard deviations by which the entropy is lower than that of random strings. Long strings stray
// so little that a deviation would mean nothing to a reader: it is taken as 1.5 % of the mean at
// least, which no text comes near.
double entropy_deficit(std::string_view value, std::size_t alphabet) {
  const Moments expected = expected_entropy(alphabet, value.size());
  return (expected.mean - shannon_entropy(value)) /
         std::max(0.015F * expected.mean, expected.deviation);
}

double randomness_as_whole(std::string_view value) {
  const std::string_view text = without_padding(value).substr(0, longest_expected);
  if (text.size() < 2) return 0;
  const std::size_t alphabet = alphabet_size(text);
  const double bits = static_cast<double>(text.size()) * std::log2(static_cast<double>(alphabet));
  const double deficit = entropy_weight * entropy_deficit(text, alphabet);
  const double words = wordlikeness(text);
  const double both = (deficit + words) / std::numbers::sqrt2;  // two weak signs are a strong one
  const double strangeness = std::max({deficit, words, both});
  return std::clamp(std::min(1 - strangeness / (2 * limit), bits / enough_bits), 0.0, 1.0);
}

// "key-" before random hex digits makes of them a text in another alphabet, but no less random.
std::string_view longest_part(std::string_view value) {
  constexpr std::string_view joints = "-_.:,";
  std::string_view longest;
  while (!value.empty()) {
    const std::string_view part = value.substr(0, value.find_first_of(joints));
    if (part.size() > longest.size()) longest = part;
    value.remove_prefix(std::min(part.size() + 1, value.size()));
  }
  return longest;
}

}  // namespace

double randomness(std::string_view value) {
  const double whole = randomness_as_whole(value);
  const std::string_view part = longest_part(value);
  return part.size() < long_part ? whole : std::max(whole, randomness_as_whole(part));
}

double unlike_words(std::string_view value) {
  const std::string_view text = without_padding(value).substr(0, longest_expected);
  return std::clamp(1 - wordlikeness(text) / (2 * limit), 0.0, 1.0);
}

}  // namespace keysieve
