// Passphrases of words from the Electronic Frontier Foundation's large list: 7,776 words, so 12.9
// bits each. Words are joined by full stops, since four of them hold a hyphen.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "keysieve/keygen.h"

namespace keysieve {

inline constexpr char word_separator = '.';

std::span<const std::string_view> word_list();

// A passphrase of `count` independent words.
Result<SecretBytes> random_words(std::size_t count);

}  // namespace keysieve
