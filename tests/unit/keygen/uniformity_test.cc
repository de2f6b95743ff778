// Is every symbol as likely as every other? Chi-square tests over a million symbols and more, on a
// seeded generator put in libsodium's place: the same symbols in every run, so these tests hold or
// fail for good and never now and then.
#include <array>
#include <cmath>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include <sodium.h>

#include "catch.h"
#include "keygen/alphabet.h"
#include "keysieve/keygen.h"
#include "support/fake.h"

using namespace keysieve;

namespace {

constexpr std::size_t many = std::size_t{1} << 20;

// While it lives, libsodium's random bytes are the ChaCha20 streams of the seeds 0, 1, 2, ….
class SeededRandom {
 public:
  SeededRandom() {
    REQUIRE(sodium_init() >= 0);
    seed_ = 0;
    used_ = pool_.size();
    randombytes_set_implementation(&implementation_);
  }
  ~SeededRandom() { randombytes_set_implementation(&randombytes_sysrandom_implementation); }
  SeededRandom(const SeededRandom&) = delete;
  SeededRandom& operator=(const SeededRandom&) = delete;

 private:
  static const char* name() { return "seeded"; }
  static void fill(void* out, std::size_t size) {
    std::array<unsigned char, randombytes_SEEDBYTES> seed{};
    std::memcpy(seed.data(), &seed_, sizeof seed_);
    ++seed_;
    randombytes_buf_deterministic(out, size, seed.data());
  }
  static std::uint32_t number() {
    if (used_ == pool_.size()) {
      fill(pool_.data(), sizeof pool_);
      used_ = 0;
    }
    return pool_[used_++];
  }

  static inline std::uint64_t seed_ = 0;
  static inline std::array<std::uint32_t, 16384> pool_{};
  static inline std::size_t used_ = 0;
  static inline randombytes_implementation implementation_{name,    number, nullptr,
                                                           nullptr, fill,   nullptr};
};

// Pearson's statistic of how often each symbol of `alphabet` stands in `text`.
double chi_square(std::string_view text, std::string_view alphabet) {
  std::array<double, 256> counts{};
  for (const char c : text) ++counts[static_cast<unsigned char>(c)];
  const double expected = static_cast<double>(text.size()) / static_cast<double>(alphabet.size());
  double sum = 0;
  for (const char c : alphabet) {
    const double difference = counts[static_cast<unsigned char>(c)] - expected;
    sum += difference * difference / expected;
  }
  return sum;
}

// What the statistic of uniform symbols exceeds less than once in a million times: no more often
// would a good sampler fail one of these tests if its seed were drawn anew. (Wilson and Hilferty's
// approximation of the quantile, never below the exact one here; 4.7534 is the normal quantile.)
double threshold(std::size_t cells) {
  const double freedom = static_cast<double>(cells - 1);
  const double spread = 2 / (9 * freedom);
  return freedom * std::pow(1 - spread + 4.7534 * std::sqrt(spread), 3);
}

std::string sampled(Alphabet alphabet, std::size_t length) {
  std::string text(length, '\0');
  sample(alphabet, text);
  return text;
}

// What a careless program does.
std::string sampled_by_remainder(Alphabet alphabet, std::size_t length) {
  std::string text(length, '\0');
  randombytes_buf(text.data(), text.size());
  for (char& c : text) c = alphabet[static_cast<unsigned char>(c) % alphabet.size()];
  return text;
}

}  // namespace

TEST_CASE("uniformity: the threshold is the chi-square distribution's", "[keygen]") {
  // Upper 1e-6 quantiles by the degrees of freedom, from the incomplete gamma function.
  for (const auto& [freedom, exact] : {std::pair{15U, 56.493}, {49U, 111.135}, {63U, 131.369}}) {
    CHECK(threshold(freedom + 1) > exact);
    CHECK(threshold(freedom + 1) < 1.02 * exact);
  }
}

TEST_CASE("uniformity: symbols sampled from an alphabet are equally frequent", "[keygen]") {
  const SeededRandom seeded;
  for (const Alphabet alphabet : {alnum_alphabet, django_alphabet}) {
    const double statistic = chi_square(sampled(alphabet, many), alphabet);
    CHECK(statistic < threshold(alphabet.size()));
    CHECK(statistic > 0);
  }
}

TEST_CASE("uniformity: neighbouring symbols are independent", "[keygen]") {
  const SeededRandom seeded;
  for (const Alphabet alphabet : {alnum_alphabet, django_alphabet}) {
    const std::size_t n = alphabet.size();
    const std::string text = sampled(alphabet, 2 * many);
    std::vector<double> counts(n * n);
    for (std::size_t i = 0; i < text.size(); i += 2) {
      ++counts[alphabet.find(text[i]) * n + alphabet.find(text[i + 1])];
    }
    const double expected = static_cast<double>(many) / static_cast<double>(n * n);
    double statistic = 0;
    for (const double count : counts)
      statistic += (count - expected) * (count - expected) / expected;
    CHECK(statistic < threshold(n * n));
  }
}

TEST_CASE("uniformity: whole keys of a million characters, in every format", "[keygen]") {
  const SeededRandom seeded;
  const std::string base64 = std::string(test::alnum_alphabet) + "+/";
  const std::pair<KeyFormat, std::string_view> formats[] = {
      {KeyFormat::urlsafe, test::urlsafe_alphabet},
      {KeyFormat::hex, test::hex_digits},
      {KeyFormat::base64, base64},
      {KeyFormat::alnum, alnum_alphabet},
      {KeyFormat::django, django_alphabet},
  };
  for (const auto& [format, alphabet] : formats) {
    const auto key = generate_key({format, {}, many});
    REQUIRE(key);
    CAPTURE(static_cast<int>(format));
    CHECK(chi_square(key->view(), alphabet) < threshold(alphabet.size()));
  }
}

TEST_CASE("uniformity: the last character of a key of a length is as free as the others",
          "[keygen]") {
  const SeededRandom seeded;
  for (const std::size_t length : {50U, 51U, 52U, 53U}) {
    std::string last;
    for (int i = 0; i < 2000; ++i)
      last += generate_key({KeyFormat::urlsafe, {}, length})->view().back();
    CAPTURE(length);
    CHECK(chi_square(last, test::urlsafe_alphabet) < threshold(64));
  }
}

TEST_CASE("uniformity: the test catches a sampler that takes the remainder of a byte", "[keygen]") {
  const SeededRandom seeded;
  for (const Alphabet alphabet : {alnum_alphabet, django_alphabet}) {
    const double statistic = chi_square(sampled_by_remainder(alphabet, many), alphabet);
    CHECK(statistic > 10 * threshold(alphabet.size()));
  }
}

TEST_CASE("key: the URL-safe key is its random bytes, all of them and in order", "[keygen]") {
  std::array<unsigned char, 38> expected{};
  // The first two draws are to see whether the generator is stuck.
  const std::array<unsigned char, randombytes_SEEDBYTES> third_seed{2};
  randombytes_buf_deterministic(expected.data(), expected.size(), third_seed.data());
  const SeededRandom seeded;
  const auto key = generate_key({});
  REQUIRE(key);
  std::array<unsigned char, 38> decoded{};
  std::size_t size = 0;
  REQUIRE(sodium_base642bin(decoded.data(), decoded.size(), key->view().data(), key->size(),
                            nullptr, &size, nullptr,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0);
  CHECK(size == 38);
  CHECK(decoded == expected);
}
