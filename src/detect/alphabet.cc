#include "detect/alphabet.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <initializer_list>

namespace keysieve {
namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view lower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

using Characters = std::bitset<256>;

Characters characters(std::initializer_list<std::string_view> parts) {
  Characters set;
  for (const std::string_view part : parts) {
    for (const char c : part) set.set(static_cast<unsigned char>(c));
  }
  return set;
}

// Ascending by size.
const std::array<Characters, 13>& usual_alphabets() {
  static const std::array<Characters, 13> alphabets = {
      characters({digits}),
      characters({digits, "abcdef"}),
      characters({digits, "ABCDEF"}),
      characters({lower}),
      characters({upper}),
      characters({upper, "234567"}),  // base32
      characters({digits, lower}),
      characters({digits, upper}),
      characters({digits, lower, "!@#$%^&*(-_=+)"}),  // Django's get_random_secret_key()
      characters({lower, upper}),
      characters({digits, lower, upper}),
      characters({digits, lower, upper, "+/"}),
      characters({digits, lower, upper, "-_"}),
  };
  return alphabets;
}

std::size_t size_of_own_alphabet(const Characters& used) {
  std::size_t size = 0;
  Characters others = used;
  for (const std::string_view part : {digits, lower, upper}) {
    const Characters whole = characters({part});
    if ((used & whole).any()) size += part.size();
    others &= ~whole;
  }
  return std::min<std::size_t>(size + 2 * others.count(), 256);
}

}  // namespace

std::size_t alphabet_size(std::string_view text) {
  const Characters used = characters({text});
  for (const Characters& alphabet : usual_alphabets()) {
    if ((used & ~alphabet).none()) return alphabet.count();
  }
  return size_of_own_alphabet(used);
}

}  // namespace keysieve
