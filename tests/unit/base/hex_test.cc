#include "base/hex.h"

#include <array>

#include "catch.h"

using namespace keysieve;

TEST_CASE("hex: bytes go to text and back", "[base]") {
  const std::array<std::uint8_t, 4> bytes{0x00, 0x7f, 0xa5, 0xff};
  std::array<std::uint8_t, 4> back{};
  CHECK(to_hex(bytes) == "007fa5ff");
  CHECK(from_hex("007FA5ff", back));
  CHECK(back == bytes);
}

TEST_CASE("hex: anything but the right number of digits is refused", "[base]") {
  std::array<std::uint8_t, 2> out{};
  for (const char* wrong : {"", "abc", "abcde", "abcg", "ab d", "0x12"}) {
    CAPTURE(wrong);
    CHECK_FALSE(from_hex(wrong, out));
  }
}
