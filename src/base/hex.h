// Bytes as lower-case hexadecimal text.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace keysieve {

std::string to_hex(std::span<const std::uint8_t> bytes);

// Fills `out` from exactly 2 × out.size() digits of either case; false on anything else.
bool from_hex(std::string_view digits, std::span<std::uint8_t> out);

}  // namespace keysieve
