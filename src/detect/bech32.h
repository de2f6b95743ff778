// Bech32 (BIP-173): the checksum in the secret keys of age. Of texts that only look like one, one
// in 1 000 000 000 passes.
#pragma once

#include <string_view>

namespace keysieve {

// Whether the last six characters of `text`, all of one case, are the checksum of those before.
bool is_bech32(std::string_view text);

}  // namespace keysieve
