// Sentry's organization tokens: sntrys_, base64 of JSON that names the organization and its server,
// "_" and the secret. Its users' tokens say nothing.
#include <re2/re2.h>

#include "detect/decode.h"
#include "detect/validators.h"

namespace keysieve {

Validation validate_sentry_token(std::string_view secret) {
  static const re2::RE2 issued(R"re("iat"\s*:\s*\d)re");
  static const re2::RE2 organization(R"re("org"\s*:\s*"([a-z0-9_-]{1,64})")re");
  static const re2::RE2 server(R"re("url"\s*:\s*"(https?://[\w.:-]{1,128})/?")re");
  constexpr std::string_view mark = "sntrys_";
  const std::size_t end = secret.rfind('_');
  if (!secret.starts_with(mark) || end < mark.size()) return {};
  const std::string json = from_base64(secret.substr(mark.size(), end - mark.size()));
  std::string name, url;
  if (!json.starts_with('{') || !json.ends_with('}')) return {};
  if (!re2::RE2::PartialMatch(json, issued) || !re2::RE2::PartialMatch(json, organization, &name))
    return {};
  Validation valid{ValidationStatus::valid, {}, {{"organization", name}}};
  if (re2::RE2::PartialMatch(json, server, &url)) valid.facts.emplace_back("server", url);
  return valid;
}

}  // namespace keysieve
