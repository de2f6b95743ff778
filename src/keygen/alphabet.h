// Keys drawn from an alphabet, a symbol at a time. Every symbol is as likely as every other: the
// draws are uniform below the alphabet's size, not a random byte modulo that size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace keysieve {

using Alphabet = std::string_view;

inline constexpr Alphabet alnum_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

// What Django's get_random_secret_key() draws from.
inline constexpr Alphabet django_alphabet = "abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)";

// What WordPress's wp_generate_password() draws salts from.
inline constexpr Alphabet wordpress_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*()-_ []{}<>~`+=,.;:/?|";

// The symbols of these two that mean themselves, without quotes, to everything that reads an env
// file, and at any place of a value: no blank, quote, bracket, and none of $ # ! & * ; | ~ ? ` \.
inline constexpr Alphabet portable_django_alphabet = "abcdefghijklmnopqrstuvwxyz0123456789@%^-_=+";
inline constexpr Alphabet portable_wordpress_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@%^-_=+.:/";

// The symbol that a random byte stands for, if it stands for one. Each symbol has as many bytes as
// every other; those that are left over stand for none. Alphabets have from 1 to 256 symbols.
constexpr std::optional<char> symbol_of(Alphabet alphabet, std::uint8_t random) {
  const std::size_t shared = 256 - 256 % alphabet.size();
  if (random >= shared) return std::nullopt;
  return alphabet[random % alphabet.size()];
}

// Fills `out` with independent symbols of `alphabet`.
void sample(Alphabet alphabet, std::span<char> out);

// The randomness of one symbol, in bits.
double bits_per_symbol(Alphabet alphabet);

}  // namespace keysieve
