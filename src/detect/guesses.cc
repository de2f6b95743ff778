#include "detect/guesses.h"

#include <string.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "base/characters.h"
#include "detect/alphabet.h"
#include "detect/entropy.h"
#include "detect/lookalike.h"
#include "detect/randomness.h"
#include "detect/trigrams.h"

namespace keysieve {
namespace {

// Far below what random keys have: none of the thousands that the test makes. A scan asks for more:
// there the question is whether a stranger's string may be a key, here whether its owner is to be
// alarmed.
constexpr double surely_random = 0.2;

// Of a UUID of version 4: its dashes, its version and its variant are always the same.
constexpr double bits_of_uuid = 122;

// Base64 that is cut at a whole byte has room in its last character for more than it says: never
// more than there is.
double bits_by_alphabet(std::size_t length, std::size_t alphabet) {
  if (length == 22 && alphabet >= 52 && alphabet <= 64) return 128;  // of 16 bytes, without a digit
  if (alphabet == 64) return static_cast<double>(6 * length / 8 * 8);
  return static_cast<double>(length) * std::log2(static_cast<double>(alphabet));
}

// How much of the text repeats: the shortest beginning that all of it is copies of.
std::size_t period_of(std::string_view text) {
  for (std::size_t period = 1; period <= text.size() / 2; ++period) {
    if (text.substr(period) == text.substr(0, text.size() - period)) return period;
  }
  return text.size();
}

// Where a character stands in the rows that people walk along: the alphabet, digits and a
// keyboard's letters. A walk goes on by one place, either way, or stays.
constexpr std::array<std::string_view, 5> rows = {"abcdefghijklmnopqrstuvwxyz", "0123456789",
                                                  "qwertyuiop", "asdfghjkl", "zxcvbnm"};

bool is_step(char from, char to, std::string_view row) {
  const std::size_t a = row.find(from), b = row.find(to);
  return a != row.npos && b != row.npos && (a == b || a + 1 == b || b + 1 == a);
}

bool is_step(char from, char to) {
  if (from == to) return true;
  return std::any_of(rows.begin(), rows.end(),
                     [&](std::string_view row) { return is_step(lower(from), lower(to), row); });
}

// How many characters stand in walks of at least four, which chance makes now and then only.
std::size_t walked(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t begin = 0, end; begin < text.size(); begin = end) {
    for (end = begin + 1; end < text.size() && is_step(text[end - 1], text[end]);) ++end;
    if (end - begin >= 4) count += end - begin;
  }
  return count;
}

// A step of a walk is worth a bit.
double bits_of_walks(std::string_view text, double bits_a_character) {
  double bits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bits += i > 0 && is_step(text[i - 1], text[i]) ? 1 : bits_a_character;
  }
  return bits;
}

// Words that are drawn at random from a list of 7,776 have 13 bits for some six letters; sentences
// have less.
constexpr double bits_a_letter_of_words = 2;

// What is left where something other than chance made the text.
double bits_of_pattern(std::string_view text, double full) {
  const auto length = static_cast<double>(text.size());
  const double words = full - std::max(0.0, bits_known_of_words(text));
  const double counts = length * shannon_entropy(text);
  return std::max(0.0, std::min({full, words, counts, bits_a_letter_of_words * length,
                                 bits_of_walks(text, full / length)}));
}

}  // namespace

Guesses guesses_of(std::string_view text) {
  text = text.substr(0, text.find_last_not_of('=') + 1);
  if (text.empty()) return {};
  if (is_uuid(text)) {
    std::string digits(text);
    std::erase(digits, '-');
    const Guesses all = guesses_of(digits);
    ::explicit_bzero(digits.data(), digits.size());
    return {std::min(all.bits, bits_of_uuid), all.randomness, all.random};
  }
  const std::size_t alphabet = alphabet_size(text);
  const std::size_t period = period_of(text);
  const double full = bits_by_alphabet(period, alphabet);
  const double chance = randomness(text);
  // Where there are few characters, no more can be asked of them than there is room for.
  const double most = std::min(1.0, bits_by_alphabet(text.size(), alphabet) / 64);
  const bool plain = period == text.size() && 2 * walked(text) < text.size();
  if (plain && chance >= std::min(surely_random, most)) return {full, chance, true};
  return {bits_of_pattern(text.substr(0, period), full), chance, false};
}

}  // namespace keysieve
