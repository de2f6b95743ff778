#include "statistics/symbols.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace keysieve::test {
namespace {

double chi_square(const std::vector<std::uint64_t>& counts) {
  double total = 0, sum = 0;
  for (const std::uint64_t count : counts) total += static_cast<double>(count);
  const double expected = total / static_cast<double>(counts.size());
  for (const std::uint64_t count : counts) {
    const double difference = static_cast<double>(count) - expected;
    sum += difference * difference / expected;
  }
  return sum;
}

}  // namespace

Symbols symbols_of(std::string_view text, std::string_view alphabet) {
  std::array<int, 256> place;
  place.fill(-1);
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    place[static_cast<unsigned char>(alphabet[i])] = static_cast<int>(i);
  }
  Symbols symbols;
  symbols.reserve(text.size());
  for (const char c : text) {
    const int at = place[static_cast<unsigned char>(c)];
    if (at < 0) throw std::runtime_error("a character that is not of the alphabet");
    symbols.push_back(static_cast<std::uint8_t>(at));
  }
  return symbols;
}

Outcome monobit(const Symbols& symbols, std::size_t size) {
  const auto total = static_cast<double>(symbols.size());
  double farthest = 0;
  for (unsigned bit = 0; (std::size_t{1} << bit) < size; ++bit) {
    std::size_t set_in_alphabet = 0;
    for (std::size_t i = 0; i < size; ++i) set_in_alphabet += i >> bit & 1;
    const double share = static_cast<double>(set_in_alphabet) / static_cast<double>(size);
    std::uint64_t set = 0;
    for (const std::uint8_t symbol : symbols) set += symbol >> bit & 1U;
    const double strays =
        (static_cast<double>(set) - total * share) / std::sqrt(total * share * (1 - share));
    if (std::abs(strays) > std::abs(farthest)) farthest = strays;
  }
  return {farthest, normal_range()};
}

Outcome frequency(const Symbols& symbols, std::size_t size) {
  std::vector<std::uint64_t> counts(size);
  for (const std::uint8_t symbol : symbols) ++counts[symbol];
  return frequency(counts);
}

Outcome frequency(const std::vector<std::uint64_t>& counts) {
  return {chi_square(counts), chi_square_range(counts.size() - 1)};
}

Outcome serial(const Symbols& symbols, std::size_t size) {
  std::vector<std::uint64_t> counts(size * size);
  for (std::size_t i = 0; i + 1 < symbols.size(); i += 2) {
    ++counts[symbols[i] * size + symbols[i + 1]];
  }
  return {chi_square(counts), chi_square_range(size * size - 1)};
}

Outcome collisions(const Symbols& symbols, std::size_t size, std::size_t length) {
  std::vector<std::uint64_t> words;
  words.reserve(symbols.size() / length);
  for (std::size_t i = 0; i + length <= symbols.size(); i += length) {
    std::uint64_t word = 0;
    for (std::size_t j = 0; j < length; ++j) word = word * size + symbols[i + j];
    words.push_back(word);
  }
  const auto count = static_cast<double>(words.size());
  const double possible = std::pow(static_cast<double>(size), static_cast<double>(length));
  std::sort(words.begin(), words.end());
  const auto different =
      static_cast<double>(std::unique(words.begin(), words.end()) - words.begin());
  const double mean = count + possible * std::expm1(count * std::log1p(-1 / possible));
  return {count - different, poisson_range(mean)};
}

}  // namespace keysieve::test
