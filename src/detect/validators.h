// What a secret's own form proves, offline. Each validator stands in a file of validators/, and a
// rule asks for one by its name (rules/validator_names.h).
//
// "invalid" rejects a match, so it must be sure: whoever cannot tell says "unknown".
#pragma once

#include <string_view>

#include "keysieve/rule.h"
#include "keysieve/validation.h"

namespace keysieve {

// The one that `rule` asks for, on `secret`; unknown where it asks for none.
Validation validate(const Rule& rule, std::string_view secret);

// One each; the table of names is in validators.cc.
Validation validate_age_key(std::string_view secret);
Validation validate_aws_key_id(std::string_view secret);
Validation validate_azure_key(std::string_view secret);
Validation validate_base58check(std::string_view secret);
Validation validate_basic_credentials(std::string_view secret);
Validation validate_cloudflare_token(std::string_view secret);
Validation validate_crc62(std::string_view secret);
Validation validate_discord_token(std::string_view secret);
Validation validate_gitlab_token(std::string_view secret);
Validation validate_grafana_token(std::string_view secret);
Validation validate_json_web_token(std::string_view secret);
Validation validate_mnemonic(std::string_view secret);
Validation validate_nkey(std::string_view secret);
Validation validate_private_key(std::string_view secret);
Validation validate_pypi_token(std::string_view secret);
Validation validate_sentry_token(std::string_view secret);

inline Validation invalid(std::string_view reason) {
  return {ValidationStatus::invalid, std::string(reason), {}};
}

}  // namespace keysieve
