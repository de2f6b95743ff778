#include "detect/fingerprint.h"

#include "catch.h"

namespace keysieve {

// The expected digests are those of `printf 'rule\0secret' | b2sum -l 128`.
TEST_CASE("fingerprint: it is BLAKE2b-128 over rule id, NUL and secret", "[detect]") {
  // keysieve:allow-next-line a name, and no secret
  REQUIRE(fingerprint("rule", "secret") == "726dcd8f23f56cc42885dd7141b09b2a");
  REQUIRE(fingerprint("", "") == "7025e075d5e2f6cde3cc051a31f07660");
}

TEST_CASE("fingerprint: the rule and the secret both count", "[detect]") {
  REQUIRE(fingerprint("rule", "a") != fingerprint("rule", "b"));
  REQUIRE(fingerprint("rule", "a") != fingerprint("elur", "a"));
  REQUIRE(fingerprint("ab", "c") != fingerprint("a", "bc"));
}

}  // namespace keysieve
