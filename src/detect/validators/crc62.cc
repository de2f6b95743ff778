// Tokens that end in their own CRC-32, in six digits of base 62: GitHub's ghp_, gho_, ghu_, ghs_
// and ghr_, npm's npm_. What it is computed of stands between the prefix and it.
#include "base/crc32.h"
#include "detect/validators.h"

namespace keysieve {

Validation validate_crc62(std::string_view secret) {
  constexpr std::size_t checksum = 6;
  const std::string_view body = secret.substr(secret.rfind('_') + 1);
  if (body.size() <= checksum) return {};
  const std::string_view random = body.substr(0, body.size() - checksum);
  if (crc32_base62(random) != body.substr(random.size())) return invalid("its checksum is wrong");
  return {ValidationStatus::valid};
}

}  // namespace keysieve
