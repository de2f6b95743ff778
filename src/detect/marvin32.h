// Marvin32, the checksum in the keys that Azure's services issue, as Microsoft's security-utilities
// publish it.
#pragma once

#include <cstdint>
#include <string_view>

namespace keysieve {

std::uint32_t marvin32(std::string_view bytes, std::uint64_t seed);

}  // namespace keysieve
