// Symbols as numbers below the size of their alphabet, and the four questions that are asked of ten
// million of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "statistics/distributions.h"

namespace keysieve::test {

using Symbols = std::vector<std::uint8_t>;

inline constexpr std::size_t many_symbols = 10'000'000;

// The places in `alphabet` of the characters of `text`; throws on any other character.
Symbols symbols_of(std::string_view text, std::string_view alphabet);

// Of each statistic, what it is and between which values chance keeps it.
struct Outcome {
  double value = 0;
  Range expected;
  bool good() const { return expected.holds(value); }
};

// How often each bit of the symbols' numbers is set, in standard deviations from what it would be;
// the farthest of them.
Outcome monobit(const Symbols& symbols, std::size_t size);

// Whether each symbol is as frequent as every other: Pearson's chi-square. The second: of what was
// counted already.
Outcome frequency(const Symbols& symbols, std::size_t size);
Outcome frequency(const std::vector<std::uint64_t>& counts);

// Whether each pair of neighbours is: the same of pairs that do not overlap.
Outcome serial(const Symbols& symbols, std::size_t size);

// How many of the words of `length` symbols were there before. Of m words of d possible ones, m²/2d
// would be: few beside m, so that their number has Poisson's distribution.
Outcome collisions(const Symbols& symbols, std::size_t size, std::size_t length);

}  // namespace keysieve::test
