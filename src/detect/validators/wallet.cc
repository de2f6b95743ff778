// What opens a wallet of digital money carries a checksum, so that nobody loses it by a slip of the
// pen: private keys of Bitcoin and extended keys in Base58Check, mnemonic phrases in their last
// word.
#include "detect/base58check.h"
#include "detect/bip39.h"
#include "detect/validators.h"

namespace keysieve {

Validation validate_base58check(std::string_view secret) {
  if (!is_base58check(secret)) return invalid("its checksum is wrong");
  return {ValidationStatus::valid};
}

Validation validate_mnemonic(std::string_view secret) {
  // Of phrases that people write down, some have line breaks or capitals: of these nothing is said.
  if (secret.find_first_not_of("abcdefghijklmnopqrstuvwxyz ") != secret.npos) return {};
  if (!is_mnemonic(secret))
    return invalid("its words are none of a wallet, or their checksum is wrong");
  return {ValidationStatus::valid};
}

}  // namespace keysieve
