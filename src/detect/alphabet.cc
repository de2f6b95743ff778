#include "detect/alphabet.h"

#include <array>

namespace keysieve {
namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view lower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

using Set = std::uint16_t;  // a bit an alphabet
constexpr Set bit(Alphabet alphabet) {
  return static_cast<Set>(1U << static_cast<unsigned>(alphabet));
}

// By character, the alphabets that hold it.
constexpr std::array<Set, 256> make_memberships() {
  std::array<Set, 256> sets{};
  for (Set& set : sets) set = bit(Alphabet::bytes);
  const auto add = [&sets](Alphabet alphabet, std::initializer_list<std::string_view> parts) {
    for (const std::string_view part : parts) {
      for (const char c : part) sets[static_cast<unsigned char>(c)] |= bit(alphabet);
    }
  };
  add(Alphabet::decimal, {digits});
  add(Alphabet::hex_lower, {digits, "abcdef"});
  add(Alphabet::hex_upper, {digits, "ABCDEF"});
  add(Alphabet::lower, {lower});
  add(Alphabet::upper, {upper});
  add(Alphabet::base32, {upper, "234567"});
  add(Alphabet::lower_alnum, {digits, lower});
  add(Alphabet::upper_alnum, {digits, upper});
  add(Alphabet::django, {digits, lower, "!@#$%^&*(-_=+)"});
  add(Alphabet::letters, {lower, upper});
  add(Alphabet::alnum, {digits, lower, upper});
  add(Alphabet::base64, {digits, lower, upper, "+/"});
  add(Alphabet::urlsafe, {digits, lower, upper, "-_"});
  for (std::size_t c = '!'; c <= '~'; ++c) sets[c] |= bit(Alphabet::printable);
  return sets;
}
constexpr std::array<Set, 256> memberships = make_memberships();

constexpr std::array<std::size_t, alphabet_count> sizes = {10, 16, 16, 26, 26, 32, 36, 36,
                                                           50, 52, 62, 64, 64, 94, 256};

}  // namespace

// The enumeration ascends by size.
Alphabet smallest_alphabet(std::string_view text) {
  Set common = static_cast<Set>((1U << alphabet_count) - 1);
  for (const char c : text) common &= memberships[static_cast<unsigned char>(c)];
  unsigned index = 0;
  while ((common >> index & 1U) == 0) ++index;
  return static_cast<Alphabet>(index);
}

std::size_t alphabet_size(Alphabet alphabet) {
  return sizes[static_cast<std::size_t>(alphabet)];
}

}  // namespace keysieve
