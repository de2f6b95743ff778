// Base58Check: the checksum in Bitcoin's private keys (WIF) and extended keys (xprv). A text that
// only looks like one passes once in 4 000 000 000 times.
#pragma once

#include <string_view>

namespace keysieve {

// Whether `text` is Base58 and its last four bytes are the checksum of those before.
bool is_base58check(std::string_view text);

}  // namespace keysieve
