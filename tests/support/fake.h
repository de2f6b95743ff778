// Secrets that never were: made at run time from a seed, so that none stands in our own repository.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace keysieve::test {

inline constexpr std::string_view hex_digits = "0123456789abcdef";
inline constexpr std::string_view urlsafe_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
inline constexpr std::string_view alnum_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
inline constexpr std::string_view upper_alnum_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
// What Django's get_random_secret_key() draws from.
inline constexpr std::string_view django_alphabet =
    "abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)";

// The same seed gives the same secrets, on every platform.
class Fake {
 public:
  explicit Fake(std::uint32_t seed = 1) : random_(seed) {}

  std::string from(std::string_view alphabet, std::size_t length);
  std::string django_key() { return from(django_alphabet, 50); }
  std::string urlsafe_key() { return from(urlsafe_alphabet, 51); }
  std::string hex(std::size_t length) { return from(hex_digits, length); }
  std::string slack_token();  // a provider token without a checksum: xoxb-…
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_()) % bound; }

 private:
  std::mt19937 random_;
};

}  // namespace keysieve::test
