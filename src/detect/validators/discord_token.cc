// Discord's bot tokens: base64 of the bot's number, the time it was issued, and a signature. The
// number proves nothing, since documentation is full of revoked ones, but says which bot it is.
#include "detect/decode.h"
#include "detect/validators.h"

namespace keysieve {

Validation validate_discord_token(std::string_view secret) {
  const std::string number = from_base64(secret.substr(0, secret.find('.')));
  const bool is_number = number.find_first_not_of("0123456789") == number.npos;
  if (!is_number || number.size() < 17 || number.size() > 20) return {};
  return {ValidationStatus::unknown, {}, {{"bot_id", number}}};
}

}  // namespace keysieve
