#include "detect/letter_pairs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace keysieve {
namespace {

constexpr std::size_t letters = 26;
// In eighths of a bit: positive where words have the pair more often than chance has it.
constexpr std::array<std::int8_t, letters* letters> word_evidence = {
#include "detect/letter_pairs.inc"
};

struct Chance {
  double mean = 0, deviation = 0;
};

// Of the evidence of a pair of random letters among the first `count`.
Chance evidence_of_chance(std::size_t count) {
  double sum = 0, squares = 0;
  for (std::size_t a = 0; a < count; ++a) {
    for (std::size_t b = 0; b < count; ++b) {
      const double evidence = word_evidence[a * letters + b];
      sum += evidence;
      squares += evidence * evidence;
    }
  }
  const double pairs = static_cast<double>(count * count), mean = sum / pairs;
  return {mean, std::sqrt(squares / pairs - mean * mean)};
}

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
std::size_t letter_index(char c) {
  return static_cast<std::size_t>(is_lower(c) ? c - 'a' : c - 'A');
}

bool are_neighbours(char a, char b) {
  return (is_lower(a) && is_lower(b)) || (is_upper(a) && (is_upper(b) || is_lower(b)));
}

}  // namespace

double wordlikeness(std::string_view text) {
  static const Chance any_letters = evidence_of_chance(letters), hex = evidence_of_chance(6);
  const bool beyond_f = std::any_of(text.begin(), text.end(), [](char c) {
    return (is_lower(c) || is_upper(c)) && letter_index(c) > letter_index('f');
  });
  const Chance& chance = beyond_f ? any_letters : hex;
  double sum = 0, pairs = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (!are_neighbours(text[i - 1], text[i])) continue;
    sum += word_evidence[letter_index(text[i - 1]) * letters + letter_index(text[i])];
    ++pairs;
  }
  return pairs == 0 ? 0 : (sum - pairs * chance.mean) / (chance.deviation * std::sqrt(pairs));
}

}  // namespace keysieve
