// Tokens that end in their own CRC-32, in eight hexadecimal digits: Cloudflare's, of what stands
// behind the prefix, and those of Grafana's service accounts, of all of it and the least
// significant byte first.
#include <fmt/format.h>

#include "base/crc32.h"
#include "detect/validators.h"

namespace keysieve {
namespace {

constexpr std::size_t checksum = 8;

Validation proven_by(std::string_view secret, std::string_view computed) {
  return {secret.ends_with(computed) ? ValidationStatus::valid : ValidationStatus::unknown};
}

}  // namespace

Validation validate_cloudflare_token(std::string_view secret) {
  const std::string_view body = secret.substr(secret.rfind('_') + 1);
  if (body.size() <= checksum) return {};
  return proven_by(body, fmt::format("{:08x}", crc32(body.substr(0, body.size() - checksum))));
}

Validation validate_grafana_token(std::string_view secret) {
  const std::size_t end = secret.rfind('_');
  if (end == secret.npos || end == 0 || secret.size() - end - 1 != checksum) return {};
  const std::uint32_t sum = crc32(secret.substr(0, end));
  return proven_by(secret, fmt::format("_{:02x}{:02x}{:02x}{:02x}", sum & 255, sum >> 8 & 255,
                                       sum >> 16 & 255, sum >> 24));
}

}  // namespace keysieve
