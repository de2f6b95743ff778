// The secret keys of age, which are Bech32. What is none may still be one whose letters somebody
// changed before showing it, and is judged as ever.
#include "detect/bech32.h"
#include "detect/validators.h"

namespace keysieve {

Validation validate_age_key(std::string_view secret) {
  if (!is_bech32(secret)) return {};
  return {ValidationStatus::valid};
}

}  // namespace keysieve
