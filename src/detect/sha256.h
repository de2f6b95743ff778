// SHA-256, by libsodium: what wallets' checksums are made of.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace keysieve {

std::array<std::uint8_t, 32> sha256(std::string_view bytes);

}  // namespace keysieve
