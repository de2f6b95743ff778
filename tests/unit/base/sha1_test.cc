#include "base/sha1.h"

#include "catch.h"
#include "support/process.h"

namespace keysieve {

TEST_CASE("SHA-1: the same as git's, for texts of every length around a block", "[base]") {
  for (std::size_t size = 0; size < 140; ++size) {
    const std::string text(size, static_cast<char>('a' + size % 26));
    const std::string header = "blob " + std::to_string(size) + std::string(1, '\0');
    if (size % 20 != 0 && (size < 40 || size > 66)) continue;
    const auto git = test::run({{"git", "hash-object", "--stdin"}, {}, text, {}});
    REQUIRE(sha1_hex(header + text) + "\n" == git.out);
  }
}

TEST_CASE("SHA-1: of nothing", "[base]") {
  CHECK(sha1_hex("") == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

}  // namespace keysieve
