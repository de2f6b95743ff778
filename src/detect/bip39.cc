#include "detect/bip39.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "detect/sha256.h"

namespace keysieve {
namespace {

constexpr std::string_view all_words =
#include "detect/bip39_words.inc"
    ;
constexpr std::size_t word_count = 2048, bits_per_word = 11;

constexpr std::array<std::string_view, word_count> split_words() {
  std::array<std::string_view, word_count> words;
  std::string_view rest = all_words;
  for (std::string_view& word : words) {
    word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(word.size() + 1);
  }
  return words;
}
constexpr auto words = split_words();

std::optional<std::size_t> index_of(std::string_view word) {
  const auto found = std::lower_bound(words.begin(), words.end(), word);
  if (found == words.end() || *found != word) return std::nullopt;
  return static_cast<std::size_t>(found - words.begin());
}

// The words' indices as bits, the highest first; nothing if one is no word of the list.
std::optional<std::vector<bool>> bits_of(std::string_view phrase) {
  std::vector<bool> bits;
  while (!phrase.empty()) {
    const std::string_view word = phrase.substr(0, phrase.find(' '));
    phrase.remove_prefix(std::min(word.size() + 1, phrase.size()));
    const auto index = index_of(word);
    if (!index) return std::nullopt;
    for (std::size_t bit = bits_per_word; bit-- > 0;) bits.push_back((*index >> bit & 1) != 0);
  }
  return bits;
}

}  // namespace

bool is_mnemonic(std::string_view phrase) {
  const auto bits = bits_of(phrase);
  if (!bits || bits->size() % (3 * bits_per_word) != 0) return false;
  const std::size_t checksum_bits = bits->size() / 33, entropy_bits = 32 * checksum_bits;
  if (checksum_bits < 4 || checksum_bits > 8) return false;
  std::string entropy(entropy_bits / 8, '\0');
  for (std::size_t i = 0; i < entropy_bits; ++i) {
    if ((*bits)[i]) entropy[i / 8] = static_cast<char>(entropy[i / 8] | 0x80 >> i % 8);
  }
  const std::uint8_t checksum = sha256(entropy)[0];
  for (std::size_t i = 0; i < checksum_bits; ++i) {
    if ((*bits)[entropy_bits + i] != ((checksum & 0x80 >> i) != 0)) return false;
  }
  return true;
}

}  // namespace keysieve
