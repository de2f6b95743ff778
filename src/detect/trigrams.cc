#include "detect/trigrams.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "detect/alphabet.h"

namespace keysieve {
namespace {

constexpr std::size_t classes = 32;
// In eighths of a bit: positive where words and code have the third class after the two before it
// more often than chance has it.
constexpr std::array<std::int8_t, classes* classes* classes> word_evidence = {
#include "detect/trigrams.inc"
};

constexpr std::size_t class_of(char c) {
  if (c >= 'a' && c <= 'z') return static_cast<std::size_t>(c - 'a');
  if (c >= 'A' && c <= 'Z') return static_cast<std::size_t>(c - 'A');
  if (c >= '0' && c <= '9') return 26;
  if (c == '-' || c == '_' || c == ':') return 27;
  if (c == '.' || c == ',') return 28;
  if (c == '/' || c == '\\') return 29;
  return c == ' ' || c == '\t' ? 30 : 31;
}

double evidence(std::size_t first, std::size_t second, std::size_t third) {
  return word_evidence[(first * classes + second) * classes + third];
}

using Shares = std::array<double, classes>;  // of the classes in random strings

Shares shares_of(std::string_view alphabet) {
  Shares shares{};
  for (const char c : alphabet) shares[class_of(c)] += 1 / static_cast<double>(alphabet.size());
  return shares;
}

// Of strings of an alphabet of their own: all that can be printed, each character as likely.
std::string printable() {
  std::string all;
  for (char c = '!'; c <= '~'; ++c) all += c;
  return all;
}

std::vector<std::size_t> classes_in(const Shares& share) {
  std::vector<std::size_t> there;
  for (std::size_t i = 0; i < share.size(); ++i) {
    if (share[i] > 0) there.push_back(i);
  }
  return there;
}

struct Chance {
  double mean = 0, deviation = 0;  // of the evidence a trigram
};

// Trigrams overlap, so that those which share one or two characters vary together. Given what they
// share they are independent, and the sums over the rest can be taken first.
Chance evidence_of_chance(const Shares& share) {
  Shares first_known{}, last_known{};                             // means, given that class
  std::array<double, classes * classes> first_two{}, last_two{};  // the same, given two
  double mean = 0, square = 0;
  const std::vector<std::size_t> there = classes_in(share);  // few: a commit waits for this
  for (const std::size_t a : there) {
    for (const std::size_t b : there) {
      for (const std::size_t c : there) {
        const double e = evidence(a, b, c), p = share[a] * share[b] * share[c];
        mean += p * e;
        square += p * e * e;
        first_known[a] += share[b] * share[c] * e;
        last_known[c] += share[a] * share[b] * e;
        first_two[a * classes + b] += share[c] * e;
        last_two[b * classes + c] += share[a] * e;
      }
    }
  }
  double next = 0, after_next = 0;  // E of the product of a trigram and the next, the one after it
  for (std::size_t a = 0; a < classes; ++a) {
    after_next += share[a] * last_known[a] * first_known[a];
    for (std::size_t b = 0; b < classes; ++b) {
      next += share[a] * share[b] * last_two[a * classes + b] * first_two[a * classes + b];
    }
  }
  const double variance = square + 2 * next + 2 * after_next - 5 * mean * mean;
  return {mean, std::sqrt(variance)};
}

// Made for each alphabet when it is first asked for.
const Chance& chance_of(std::size_t usual_alphabet) {
  static std::array<Chance, usual_alphabets + 1> all;
  static std::array<std::once_flag, usual_alphabets + 1> made;
  std::call_once(made[usual_alphabet], [&] {
    const bool is_usual = usual_alphabet < usual_alphabets;
    all[usual_alphabet] = evidence_of_chance(
        shares_of(is_usual ? std::string(characters_of(usual_alphabet)) : printable()));
  });
  return all[usual_alphabet];
}

// Of all trigrams of `text` together.
double evidence_of(std::string_view text) {
  if (text.size() < 3) return 0;
  std::size_t first = class_of(text[0]), second = class_of(text[1]);
  double sum = 0;
  for (const char c : text.substr(2)) {
    const std::size_t third = class_of(c);
    sum += evidence(first, second, third);
    first = second;
    second = third;
  }
  return sum;
}

}  // namespace

double wordlikeness(std::string_view text) {
  if (text.size() < 3) return 0;
  // A long value is as word-like as a short one of the same kind: what is half random is no text.
  constexpr std::size_t most_counted = 24;
  const auto count = static_cast<double>(text.size() - 2);
  const auto counted = static_cast<double>(std::min(text.size() - 2, most_counted));
  const Chance& chance = chance_of(usual_alphabet_of(text));
  return (evidence_of(text) / count - chance.mean) / (chance.deviation / std::sqrt(counted));
}

double bits_known_of_words(std::string_view text) {
  constexpr double evidence_a_bit = 8;
  return evidence_of(text) / evidence_a_bit;
}

}  // namespace keysieve
