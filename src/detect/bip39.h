// The mnemonic phrases of wallets (BIP-39, English): 12 to 24 words of a list of 2048, the last of
// which holds a checksum. Of phrases made of such words by chance 1 in 16 to 256 passes.
#pragma once

#include <string_view>

namespace keysieve {

// Whether `phrase`, words in lower case between single blanks, has a right checksum.
bool is_mnemonic(std::string_view phrase);

}  // namespace keysieve
