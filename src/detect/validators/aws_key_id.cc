// AWS key ids: four letters that say what they name, then sixteen base32 digits (what has others is
// made up, or changed by hand, and says nothing more). Since about 2019
// the first of these is Q or later, and the next 40 bits are the account's number.
#include <fmt/format.h>

#include <cstdint>

#include "detect/validators.h"

namespace keysieve {
namespace {

constexpr std::size_t prefix_size = 4, size = 20;
constexpr std::uint64_t accounts = 1'000'000'000'000;  // numbers have twelve digits

}  // namespace

Validation validate_aws_key_id(std::string_view secret) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  if (secret.size() != size) return {};
  if (secret.find_first_not_of(digits, prefix_size) != secret.npos) return {};
  std::uint64_t bits = 0;  // of the first ten digits: 50 bits
  for (const char c : secret.substr(prefix_size, 10)) {
    bits = bits << 5 | digits.find(c);
  }
  const bool has_account = (bits >> 49 & 1U) != 0;
  const std::uint64_t account = bits >> 9 & ((std::uint64_t{1} << 40) - 1);
  if (!has_account || account >= accounts) return {};
  return {ValidationStatus::unknown, {}, {{"aws_account", fmt::format("{:012}", account)}}};
}

}  // namespace keysieve
