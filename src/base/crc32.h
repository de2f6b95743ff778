// The CRC-32 that providers append to their tokens, so that what only looks like one is told apart.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace keysieve {

std::uint32_t crc32(std::string_view text);

// Of `text`, as 6 digits of base 62 (0-9, A-Z, a-z): GitHub, npm.
std::string crc32_base62(std::string_view text);

// Of `text`, as 7 digits of base 36 (0-9, a-z): GitLab.
std::string crc32_base36(std::string_view text);

}  // namespace keysieve
