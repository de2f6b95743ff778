// The credentials of HTTP's Basic scheme (RFC 7617): base64 of a user's name, a colon and the
// password. A word after "Basic" that stands for anything else is none.
#include <algorithm>

#include "detect/decode.h"
#include "detect/validators.h"

namespace keysieve {

Validation validate_basic_credentials(std::string_view secret) {
  const std::string text = from_base64(secret);
  const std::size_t colon = text.find(':');
  const bool is_text =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c != '\x7f'; });
  if (!is_text || colon == std::string::npos)
    return invalid("it is no base64 of user and password");
  if (colon + 1 == text.size()) return invalid("its password is empty");
  return {};
}

}  // namespace keysieve
