#include "base/date.h"

#include "catch.h"

using keysieve::parse_date;

TEST_CASE("date: a day, a time, an offset; without one it is UTC", "[base]") {
  const std::pair<const char*, std::int64_t> dates[] = {
      {"1970-01-01", 0},
      {"2024-02-29", 1709164800},
      {"2024-11-24T17:34:25+07:00", 1732444465},
      {"2024-11-24 10:34:25", 1732444465},
      {"2024-11-24T10:34:25Z", 1732444465},
      {"2024-11-24T07:04-03:30", 1732444440},
      {"1969-12-31T23:59:59", -1},
  };
  for (const auto& [text, seconds] : dates) {
    CAPTURE(text);
    const auto parsed = parse_date(text);
    REQUIRE(parsed);
    CHECK(*parsed == seconds);
  }
}

TEST_CASE("date: what is none is quoted with what to write", "[base]") {
  for (const char* text :
       {"", "yesterday", "2024", "2024-13-01", "2023-02-29", "2024-1-1", "2024-01-01T", "24-01-01",
        "2024-01-01T25:00", "2024-01-01T10:00:00+7", "2024-01-01x", "2024-01-01T10:00ZZ"}) {
    CAPTURE(text);
    const auto parsed = parse_date(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().message.find("write 2024-01-31") != std::string::npos);
  }
}
