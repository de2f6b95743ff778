// Evidence that keys are drawn as they should be: the program's own generator, seeded by the system
// anew in every run, asked for ten million symbols of each alphabet.
//
// Of each alphabet four statistics are computed, monobit of up to seven bits. Each has a lower and
// an upper threshold that a good generator passes in 10⁻¹² of the runs. With 9 alphabets of at most
// 7
// + 3 statistics and two sides each, and one of words, that makes less than 2 · 10⁻¹⁰ false
// failures a run: run a hundred times a day, once in some hundred thousand years. The distributions
// are those of distributions.h; that counts are taken for normal, chi-square's and Poisson's
// variables, where they are binomial and multinomial, changes these by less than a tenth at such
// sizes.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "catch.h"
#include "keygen/alphabet.h"
#include "keygen/words.h"
#include "keysieve/keygen.h"
#include "statistics/symbols.h"
#include "support/fake.h"

using namespace keysieve;
using namespace keysieve::test;

namespace {

// Keys one after the other, until there are enough symbols. A key's last character may be all that
// is left of a byte, so keys of a length are asked for, which are random to their end.
Symbols keys(KeyFormat format, std::string_view alphabet) {
  constexpr std::size_t length = 1'000'000;
  Symbols all;
  while (all.size() < many_symbols) {
    const auto key = generate_key({format, {}, length});
    REQUIRE(key);
    const Symbols more = symbols_of(key->view(), alphabet);
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

// What env files are given: an alphabet of its own, from which only presets draw.
Symbols sampled(std::string_view alphabet) {
  std::string text(many_symbols, ' ');
  sample(alphabet, text);
  return symbols_of(text, alphabet);
}

// The length of words of which there are some thousand million.
std::size_t word_length(std::size_t size) {
  return static_cast<std::size_t>(std::lround(30 / std::log2(static_cast<double>(size))));
}

void check_all(const Symbols& symbols, std::size_t size) {
  const std::pair<const char*, Outcome> outcomes[] = {
      {"monobit", monobit(symbols, size)},
      {"frequency", frequency(symbols, size)},
      {"serial", serial(symbols, size)},
      {"collisions", collisions(symbols, size, word_length(size))},
  };
  for (const auto& [name, outcome] : outcomes) {
    CAPTURE(name, outcome.value, outcome.expected.low, outcome.expected.high);
    CHECK(outcome.good());
  }
}

// A small generator of our own: what is wrong with its output is wrong on purpose, in every run.
class Bad {
 public:
  std::uint32_t next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<std::uint32_t>(state_ >> 32);
  }

 private:
  std::uint64_t state_ = 88172645463325252ULL;
};

}  // namespace

TEST_CASE("statistics: keys in URL-safe base64", "[statistics]") {
  check_all(keys(KeyFormat::urlsafe, urlsafe_alphabet), 64);
}

TEST_CASE("statistics: keys in base64", "[statistics]") {
  check_all(keys(KeyFormat::base64, std::string(test::alnum_alphabet) + "+/"), 64);
}

TEST_CASE("statistics: keys in hexadecimal", "[statistics]") {
  check_all(keys(KeyFormat::hex, hex_digits), 16);
}

TEST_CASE("statistics: keys of letters and digits", "[statistics]") {
  check_all(keys(KeyFormat::alnum, test::alnum_alphabet), 62);
}

TEST_CASE("statistics: keys of Django's alphabet", "[statistics]") {
  check_all(keys(KeyFormat::django, test::django_alphabet), 50);
}

TEST_CASE("statistics: keys in hexadecimal of upper case", "[statistics]") {
  check_all(keys(KeyFormat::upper_hex, "0123456789ABCDEF"), 16);
}

TEST_CASE("statistics: keys of WordPress's alphabet", "[statistics]") {
  check_all(keys(KeyFormat::wordpress, wordpress_alphabet), wordpress_alphabet.size());
}

TEST_CASE("statistics: keys of the alphabets for env files", "[statistics]") {
  for (const Alphabet alphabet : {portable_django_alphabet, portable_wordpress_alphabet}) {
    CAPTURE(alphabet);
    check_all(sampled(alphabet), alphabet.size());
  }
}

TEST_CASE("statistics: each word of passphrases is as frequent as every other", "[statistics]") {
  std::unordered_map<std::string_view, std::size_t> places;
  for (const std::string_view word : word_list()) places.emplace(word, places.size());
  std::vector<std::uint64_t> counts(places.size());
  constexpr std::size_t words = 1'000'000;
  for (std::size_t drawn = 0; drawn < many_symbols; drawn += words) {
    const auto phrase = random_words(words);
    REQUIRE(phrase);
    for (std::string_view rest = phrase->view(); !rest.empty();) {
      const std::size_t end = std::min(rest.find(word_separator), rest.size());
      ++counts[places.at(rest.substr(0, end))];
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  const Outcome outcome = frequency(counts);
  CAPTURE(outcome.value, outcome.expected.low, outcome.expected.high);
  CHECK(outcome.good());
}

TEST_CASE("statistics: the remainder of a byte is caught by frequency, pairs and bits",
          "[statistics]") {
  Bad bad;
  for (const std::size_t size : {50U, 62U}) {
    Symbols symbols(many_symbols);
    for (auto& symbol : symbols) symbol = static_cast<std::uint8_t>((bad.next() & 0xFF) % size);
    CHECK_FALSE(frequency(symbols, size).good());
    CHECK_FALSE(serial(symbols, size).good());
    CHECK_FALSE(monobit(symbols, size).good());
  }
}

TEST_CASE("statistics: a symbol that is rarer by a sixteenth is caught", "[statistics]") {
  Bad bad;
  Symbols symbols(many_symbols);
  for (auto& symbol : symbols) {
    symbol = static_cast<std::uint8_t>(bad.next() % 64);
    if (symbol == 7 && bad.next() % 16 == 0) symbol = static_cast<std::uint8_t>(bad.next() % 64);
  }
  CHECK_FALSE(frequency(symbols, 64).good());
}

TEST_CASE("statistics: a symbol that follows the one before it is caught by pairs alone",
          "[statistics]") {
  Bad bad;
  Symbols symbols(many_symbols);
  std::uint8_t last = 0;
  for (auto& symbol : symbols) {
    symbol = bad.next() % 200 == 0 ? last : static_cast<std::uint8_t>(bad.next() % 62);
    last = symbol;
  }
  CHECK(frequency(symbols, 62).good());
  CHECK_FALSE(serial(symbols, 62).good());
}

TEST_CASE("statistics: keys that come from few seeds are caught by collisions alone",
          "[statistics]") {
  constexpr std::size_t length = 5, seeds = std::size_t{1} << 28;  // of 2³⁰ words
  Bad bad;
  Symbols symbols;
  symbols.reserve(many_symbols);
  while (symbols.size() < many_symbols) {
    std::uint64_t word = bad.next() % seeds * 2654435761U;  // spread over all, but a fourth of them
    for (std::size_t i = 0; i < length; ++i) {
      symbols.push_back(static_cast<std::uint8_t>(word >> (2 + 6 * i) & 63));
    }
  }
  CHECK_FALSE(collisions(symbols, 64, length).good());
}

TEST_CASE("statistics: what never strays is no more random than what strays too far",
          "[statistics]") {
  Symbols symbols(many_symbols);
  for (std::size_t i = 0; i < symbols.size(); ++i) symbols[i] = static_cast<std::uint8_t>(i % 50);
  CHECK_FALSE(frequency(symbols, 50).good());
  CHECK_FALSE(collisions(symbols, 50, 5).good());
}

TEST_CASE("statistics: thresholds are those of tables", "[statistics]") {
  const auto close = [](double value, double expected) {
    return std::abs(value - expected) < 1e-4 * expected;
  };
  // Of chi-square with 10 degrees of freedom 5 % are above 18.30704, and 5 % below 3.940299.
  CHECK(close(gamma_q(5, 18.30704 / 2), 0.05));
  CHECK(close(gamma_p(5, 3.940299 / 2), 0.05));
  CHECK(close(gamma_q(1, 20), std::exp(-20)));  // two degrees: exponential
  CHECK(close(gamma_p(1, 1e-12), 1e-12));
  CHECK(close(normal_range().high, 7.03448));  // the normal quantile of 1 - 10⁻¹²
  const Range few = poisson_range(4);          // none is as good as some
  CHECK(few.low <= 0);
  CHECK(few.high > 20);
  const Range wide = chi_square_range(49);
  CHECK(close(gamma_q(24.5, wide.high / 2), false_failure));
  CHECK(close(gamma_p(24.5, wide.low / 2), false_failure));
}
