// JSON Web Tokens: a header and a payload, both JSON, and a signature. One without a signature
// opens nothing, and one that everybody copies from the documentation neither.
#include <re2/re2.h>

#include "detect/decode.h"
#include "detect/validators.h"
#include "keysieve/finding.h"

namespace keysieve {
namespace {

bool is_object(std::string_view json) {
  return json.starts_with('{') && json.find('}') != json.npos &&
         json.find_last_not_of(" \t\r\n") == json.rfind('}') && json.find('\0') == json.npos;
}

}  // namespace

Validation validate_json_web_token(std::string_view secret) {
  static const re2::RE2 algorithm(R"re("alg"\s*:\s*"([A-Za-z0-9+-]{1,32})")re");
  static const re2::RE2 expiry(R"re("exp"\s*:\s*(\d{9,11})[\s,.}])re");
  const std::size_t first = secret.find('.'), second = secret.find('.', first + 1);
  if (second == secret.npos) return {};
  const std::string header = from_base64(secret.substr(0, first));
  const std::string payload = from_base64(secret.substr(first + 1, second - first - 1));
  std::string name;
  if (!is_object(header)) return invalid("its header is no JSON");
  if (!re2::RE2::PartialMatch(header, algorithm, &name)) return invalid("its header has no alg");
  if (name == "none" || name == "None" || name == "NONE") return invalid("its alg is none");
  if (!is_object(payload)) return invalid("its payload is no JSON");
  if (payload.find("\"John Doe\"") != payload.npos) return invalid("the sample of jwt.io");
  Validation valid{ValidationStatus::valid, {}, {{"alg", name}}};
  if (std::int64_t seconds = 0; re2::RE2::PartialMatch(payload, expiry, &seconds)) {
    valid.facts.emplace_back("expires", iso8601({seconds, 0}));
  }
  return valid;
}

}  // namespace keysieve
