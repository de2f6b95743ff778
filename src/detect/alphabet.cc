#include "detect/alphabet.h"

#include <algorithm>
#include <array>
#include <bitset>

namespace keysieve {
namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view lower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

constexpr std::array<std::string_view, usual_alphabets> alphabets = {
    digits,
    "0123456789abcdef",
    "0123456789ABCDEF",
    lower,
    upper,
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",  // base32
    "0123456789abcdefghijklmnopqrstuvwxyz",
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "0123456789abcdefghijklmnopqrstuvwxyz!@#$%^&*(-_=+)",  // Django's get_random_secret_key()
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/",
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"};

using Characters = std::bitset<256>;

Characters characters(std::string_view text) {
  Characters set;
  for (const char c : text) set.set(static_cast<unsigned char>(c));
  return set;
}

const std::array<Characters, usual_alphabets>& sets() {
  static const auto all = [] {
    std::array<Characters, usual_alphabets> made;
    std::transform(alphabets.begin(), alphabets.end(), made.begin(), characters);
    return made;
  }();
  return all;
}

std::size_t size_of_own_alphabet(const Characters& used) {
  std::size_t size = 0;
  Characters others = used;
  for (const std::string_view part : {digits, lower, upper}) {
    const Characters whole = characters(part);
    if ((used & whole).any()) size += part.size();
    others &= ~whole;
  }
  return std::min<std::size_t>(size + 2 * others.count(), 256);
}

}  // namespace

std::size_t usual_alphabet_of(std::string_view text) {
  const Characters used = characters(text);
  const auto found = std::find_if(sets().begin(), sets().end(), [&](const Characters& alphabet) {
    return (used & ~alphabet).none();
  });
  return static_cast<std::size_t>(found - sets().begin());
}

std::string_view characters_of(std::size_t usual_alphabet) {
  return alphabets[usual_alphabet];
}

std::size_t alphabet_size(std::string_view text) {
  const std::size_t usual = usual_alphabet_of(text);
  return usual < usual_alphabets ? alphabets[usual].size() : size_of_own_alphabet(characters(text));
}

}  // namespace keysieve
