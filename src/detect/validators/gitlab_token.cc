// GitLab's routable tokens: prefix, payload, ".", perhaps a version and ".", then the payload's
// length in two digits and the CRC-32 of all before it in seven, both of base 36. Its older tokens
// carry no checksum.
#include <charconv>

#include "base/crc32.h"
#include "detect/validators.h"

namespace keysieve {

Validation validate_gitlab_token(std::string_view secret) {
  constexpr std::size_t length_digits = 2, checksum_digits = 7;
  const std::size_t begin = secret.find('-') + 1, dot = secret.find('.');
  if (dot == secret.npos || begin > dot) return {};
  const std::string_view tail = secret.substr(secret.rfind('.') + 1);
  if (tail.size() != length_digits + checksum_digits) return {};
  const std::size_t signed_part = secret.size() - checksum_digits;
  if (crc32_base36(secret.substr(0, signed_part)) != secret.substr(signed_part)) {
    return invalid("its checksum is wrong");
  }
  std::size_t length = 0;
  std::from_chars(tail.data(), tail.data() + length_digits, length, 36);
  if (length != dot - begin) return invalid("it is not as long as it says");
  return {ValidationStatus::valid};
}

}  // namespace keysieve
