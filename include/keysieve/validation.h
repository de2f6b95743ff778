// What a secret's own form proves, without asking anybody: a checksum that is right, a key that is
// encrypted, the account that an id names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace keysieve {

enum class ValidationStatus : std::uint8_t { unknown, valid, invalid };
std::string_view to_string(ValidationStatus status);

// What a secret is told with, by name: {"aws_account", "123456789012"}.
using Facts = std::vector<std::pair<std::string, std::string>>;

struct Validation {
  ValidationStatus status = ValidationStatus::unknown;
  std::string reason{};  // of an invalid one, for people: "its checksum is wrong"
  Facts facts{};         // what else its form tells; never part of it
  auto operator<=>(const Validation&) const = default;
};

}  // namespace keysieve
