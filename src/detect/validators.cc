#include "detect/validators.h"

#include <array>

#include "rules/validator_names.h"

namespace keysieve {
namespace {

struct NamedValidator {
  std::string_view name;
  Validation (*validator)(std::string_view);
};

constexpr std::array<NamedValidator, validator_names.size()> validators{{
    {"aws-key-id", validate_aws_key_id},
    {"base58check", validate_base58check},
    {"basic-credentials", validate_basic_credentials},
    {"crc62", validate_crc62},
    {"gitlab-token", validate_gitlab_token},
    {"json-web-token", validate_json_web_token},
    {"mnemonic", validate_mnemonic},
    {"private-key", validate_private_key},
    {"pypi-token", validate_pypi_token},
}};

static_assert(std::equal(validators.begin(), validators.end(), validator_names.begin(),
                         [](const NamedValidator& a, std::string_view b) { return a.name == b; }));

}  // namespace

std::string_view to_string(ValidationStatus status) {
  constexpr std::array<std::string_view, 3> names{"unknown", "valid", "invalid"};
  return names[static_cast<std::size_t>(status)];
}

Validation validate(const Rule& rule, std::string_view secret) {
  for (const auto& [name, validator] : validators) {
    if (name == rule.validate) return validator(secret);
  }
  return {};
}

}  // namespace keysieve
