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
    {"age-key", validate_age_key},
    {"aws-key-id", validate_aws_key_id},
    {"azure-key", validate_azure_key},
    {"base58check", validate_base58check},
    {"basic-credentials", validate_basic_credentials},
    {"cloudflare-token", validate_cloudflare_token},
    {"crc62", validate_crc62},
    {"discord-token", validate_discord_token},
    {"gitlab-token", validate_gitlab_token},
    {"grafana-token", validate_grafana_token},
    {"json-web-token", validate_json_web_token},
    {"mnemonic", validate_mnemonic},
    {"nkey", validate_nkey},
    {"private-key", validate_private_key},
    {"pypi-token", validate_pypi_token},
    {"sentry-token", validate_sentry_token},
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
