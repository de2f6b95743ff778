#include "catch.h"
#include "keysieve/finding.h"

using keysieve::iso8601;

TEST_CASE("iso8601: the local time and the offset git stored", "[base]") {
  CHECK(iso8601({1732444465, 7 * 60}) == "2024-11-24T17:34:25+07:00");
  CHECK(iso8601({0, 0}) == "1970-01-01T00:00:00+00:00");
  CHECK(iso8601({1732444465, -(3 * 60 + 30)}) == "2024-11-24T07:04:25-03:30");
  CHECK(iso8601({-1, 0}) == "1969-12-31T23:59:59+00:00");
}

TEST_CASE("iso8601: times that no calendar holds are clamped", "[base]") {
  CHECK(iso8601({INT64_MAX, 0}) == "9999-12-31T23:59:59+00:00");
  CHECK(iso8601({INT64_MIN, -60}) == "0000-01-01T00:00:00-01:00");
  CHECK(iso8601({0, 1 << 30}).ends_with("+99:59"));
}
