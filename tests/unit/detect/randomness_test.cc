#include "detect/randomness.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "catch.h"
#include "detect/entropy.h"
#include "detect/trigrams.h"
#include "support/fake.h"

namespace keysieve {
namespace {

using Lengths = std::vector<std::size_t>;

constexpr std::string_view base64_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string printable_alphabet() {
  std::string characters;
  for (char c = '!'; c <= '~'; ++c) characters += c;
  return characters;
}

double share_below_half(std::string_view alphabet, std::size_t length) {
  constexpr int samples = 100000;
  test::Fake fake(static_cast<std::uint32_t>(length + 1));
  int below = 0;
  for (int i = 0; i < samples; ++i) below += randomness(fake.from(alphabet, length)) < 0.5;
  return static_cast<double>(below) / samples;
}

double share_below_half(const std::vector<std::string>& values) {
  const auto below = std::count_if(values.begin(), values.end(),
                                   [](const auto& v) { return randomness(v) < 0.5; });
  return static_cast<double>(below) / static_cast<double>(values.size());
}

}  // namespace

TEST_CASE("randomness: at most 0.5 % of random keys of each kind fall below 0.5", "[detect]") {
  for (const std::size_t length : Lengths{32, 40, 64, 128}) {
    CAPTURE(length);
    CHECK(share_below_half(test::hex_digits, length) <= 0.005);
    CHECK(share_below_half("0123456789ABCDEF", length) <= 0.005);
  }
  for (const std::size_t length : Lengths{24, 32, 44, 64, 88}) {
    CAPTURE(length);
    CHECK(share_below_half(base64_alphabet, length) <= 0.005);
  }
  for (const std::size_t length : Lengths{43, 51, 67}) {
    CAPTURE(length);
    CHECK(share_below_half(test::urlsafe_alphabet, length) <= 0.005);
  }
  for (const std::size_t length : Lengths{20, 32, 40}) {
    CAPTURE(length);
    CHECK(share_below_half(test::alnum_alphabet, length) <= 0.005);
  }
  CHECK(share_below_half(test::django_alphabet, 50) <= 0.005);
  CHECK(share_below_half(test::upper_alnum_alphabet, 32) <= 0.005);
  const std::string printable = printable_alphabet();
  for (const std::size_t length : Lengths{16, 24, 64}) {
    CAPTURE(length);
    CHECK(share_below_half(printable, length) <= 0.005);
  }
}

TEST_CASE("randomness: padding says nothing", "[detect]") {
  const std::string key = test::Fake(5).from(base64_alphabet, 43);
  REQUIRE(randomness(key + "=") == randomness(key));
}

// Two random words of four letters can pass for a random string: a few per cent do.
TEST_CASE("randomness: at least 19 of 20 identifiers, however they are joined, fall below 0.5",
          "[detect]") {
  const std::vector<std::string> words = {
      "account", "builder", "cached",  "default",  "element", "factory", "generic", "handler",
      "invoice", "journal", "keyring", "listener", "manager", "network", "options", "payment",
      "queue",   "request", "session", "template", "update",  "version", "window",  "yesterday"};
  std::vector<std::string> values;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string &a = words[i], &b = words[(i * 7 + 3) % words.size()],
                      &c = words[(i * 11 + 5) % words.size()];
    const auto capital = [](std::string word) {
      word[0] = static_cast<char>(word[0] - 'a' + 'A');
      return word;
    };
    values.push_back(a + "_" + b + "_" + c);
    values.push_back(a + "-" + b + "-" + c);
    values.push_back(a + capital(b) + capital(c));
    values.push_back(capital(a) + capital(b) + capital(c));
    values.push_back(a + b + c);
    values.push_back("src/" + a + "/" + b + "/" + c + ".py");
    values.push_back("com." + a + "." + b + "." + capital(c));
  }
  REQUIRE(values.size() >= 160);
  REQUIRE(share_below_half(values) >= 0.95);
}

TEST_CASE("randomness: sentences, addresses, dates and versions fall below 0.5", "[detect]") {
  const std::vector<std::string> values = {
      "this-is-a-very-secret-key",
      "correct-horse-battery-staple",
      "some_random_secret_key_for_jwt",
      "thisisnotarealsecretkey",
      "/usr/share/dict/words",
      "/etc/ssl/private/server.pem",
      "../config/environments/production.rb",
      "https://example.com/oauth/token",
      "https://www.example.org/docs/getting-started",
      "django.contrib.auth.backends.ModelBackend",
      "application/json; charset=utf-8",
      "2024-11-24T17:34:25+07:00",
      "2024-11-24",
      "10.15.7",
      "rgba(255, 255, 255, 0.5)",
      "user@example.com",
      "geheimesPasswort",
      "motdepasse_secret",
      "contrasena-de-prueba",
      "SECRET_KEY_BASE",
      "The quick brown fox jumps over the lazy dog",
  };
  REQUIRE(share_below_half(values) == 1);
}

TEST_CASE("randomness: what is too short or repeats itself falls below 0.5", "[detect]") {
  for (const std::string_view value : {"", "a", "a1b2", "9f8e7d", "123456789",
                                       "aaaaaaaaaaaaaaaaaaaaaaaa", "abababababababababab"}) {
    CAPTURE(value);
    CHECK(randomness(value) < 0.5);
  }
}

TEST_CASE("randomness: it is a number from 0 to 1 for any bytes", "[detect]") {
  test::Fake fake(11);
  for (int i = 0; i < 500; ++i) {
    std::string bytes(fake.below(600), '\0');
    for (char& c : bytes) c = static_cast<char>(fake.below(256));
    const double value = randomness(bytes);
    REQUIRE((value >= 0 && value <= 1));
  }
}

TEST_CASE("entropy: its expectation is that of sampled random strings", "[detect]") {
  test::Fake fake(12);
  for (const auto& [alphabet, length] : {std::pair(test::hex_digits, std::size_t{32}),
                                         std::pair(test::django_alphabet, std::size_t{50}),
                                         std::pair(test::alnum_alphabet, std::size_t{20})}) {
    double sum = 0, squares = 0;
    constexpr int samples = 20000;
    for (int i = 0; i < samples; ++i) {
      const double bits = shannon_entropy(fake.from(alphabet, length));
      sum += bits;
      squares += bits * bits;
    }
    const double mean = sum / samples, deviation = std::sqrt(squares / samples - mean * mean);
    const Moments expected = expected_entropy(alphabet.size(), length);
    CHECK(std::abs(expected.mean - mean) < 0.005);
    CHECK(std::abs(expected.deviation / deviation - 1) < 0.03);
  }
}

TEST_CASE("trigrams: words are far from chance", "[detect]") {
  for (const char* words : {"this-is-a-very-secret-key", "authenticationBackend",
                            "getTokenFromRequest", "src/payment/gateway.py", "keyboard_kitten"}) {
    CAPTURE(words);
    CHECK(wordlikeness(words) > 4);
  }
}

TEST_CASE("trigrams: of random strings of any alphabet the mean is 0 and the deviation 1",
          "[detect]") {
  for (const std::string_view alphabet :
       {test::hex_digits, test::alnum_alphabet, test::django_alphabet, test::urlsafe_alphabet}) {
    test::Fake fake(13);
    double sum = 0, squares = 0;
    constexpr int samples = 20000;
    for (int i = 0; i < samples; ++i) {
      const double deviations = wordlikeness(fake.from(alphabet, 26));
      sum += deviations;
      squares += deviations * deviations;
    }
    CAPTURE(alphabet);
    CHECK(std::abs(sum / samples) < 0.08);
    CHECK(std::abs(std::sqrt(squares / samples) - 1) < 0.05);
  }
}

}  // namespace keysieve
