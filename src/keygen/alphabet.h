// Keys drawn from an alphabet, a symbol at a time. Every symbol is as likely as every other: the
// draws are uniform below the alphabet's size, not a random byte modulo that size.
#pragma once

#include <span>
#include <string_view>

namespace keysieve {

using Alphabet = std::string_view;

inline constexpr Alphabet alnum_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

// What Django's get_random_secret_key() draws from.
inline constexpr Alphabet django_alphabet = "abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)";

// Fills `out` with independent symbols of `alphabet`.
void sample(Alphabet alphabet, std::span<char> out);

// The randomness of one symbol, in bits.
double bits_per_symbol(Alphabet alphabet);

}  // namespace keysieve
