#include "report/words.h"
#include "report/summary_words.h"

#include "catch.h"

using namespace keysieve;

TEST_CASE("words: numbers are grouped by thousands", "[report]") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(12345678) == "12,345,678");
}

TEST_CASE("words: one thing is singular", "[report]") {
  CHECK(counted(0, "object") == "0 objects");
  CHECK(counted(1, "object") == "1 object");
  CHECK(counted(12345, "object") == "12,345 objects");
}

TEST_CASE("words: sizes have one decimal and never read 1000", "[report]") {
  CHECK(byte_size(1) == "1 byte");
  CHECK(byte_size(999) == "999 bytes");
  CHECK(byte_size(1000) == "1.0 kB");
  CHECK(byte_size(999'949) == "999.9 kB");
  CHECK(byte_size(999'950) == "1.0 MB");
  CHECK(byte_size(5'808'000'000) == "5.8 GB");
  CHECK(byte_size(UINT64_MAX) == "18.4 EB");
}

TEST_CASE("words: durations are years and months, and the days exactly", "[report]") {
  CHECK(duration(-3) == "less than a day");
  CHECK(duration(0) == "less than a day");
  CHECK(duration(1) == "1 day");
  CHECK(duration(30) == "30 days");
  CHECK(duration(31) == "1 month (31 days)");
  CHECK(duration(364) == "11 months (364 days)");
  CHECK(duration(365) == "1 year (365 days)");
  CHECK(duration(612) == "1 year 8 months (612 days)");
  CHECK(duration(3650) == "10 years (3,650 days)");
}

TEST_CASE("words: a list says at most three, and how many more there are", "[report]") {
  CHECK(first_few({}).empty());
  CHECK(first_few({"a", "b", "c"}) == "a, b, c");
  CHECK(first_few({"a", "b", "c", "d", "e"}) == "a, b, c and 2 more");
}

TEST_CASE("words: lines break at spaces, counted in characters", "[report]") {
  using Lines = std::vector<std::string>;
  CHECK(wrapped("", 5) == Lines{""});
  CHECK(wrapped("abc de", 6) == Lines{"abc de"});
  CHECK(wrapped("abc de f", 6) == Lines{"abc de", "f"});
  CHECK(wrapped("abcdefghij kl", 4) == Lines{"abcdefghij", "kl"});
  CHECK(wrapped("\xC3\xA9\xC3\xA9 \xC3\xA9\xC3\xA9", 5).size() == 1);
}

TEST_CASE("words: of a path the end is kept", "[report]") {
  CHECK(shortened_left("abcdef", 6) == "abcdef");
  CHECK(shortened_left("abcdef", 4) ==
        "\xE2\x80\xA6"
        "def");
  CHECK(shortened_left("\xC3\xA9\xC3\xA9\xC3\xA9", 2) == "\xE2\x80\xA6\xC3\xA9");
}

TEST_CASE("words: a rough duration has no days beside years and months", "[report]") {
  CHECK(rough_duration(0) == "less than a day");
  CHECK(rough_duration(12) == "12 days");
  CHECK(rough_duration(612) == "1 year 8 months");
}

TEST_CASE("words: what is too long is cut between characters", "[report]") {
  CHECK(shortened("\xC3\xA9\xC3\xA9\xC3\xA9", 3) == "\xC3\xA9\xC3\xA9\xC3\xA9");
  CHECK(shortened("\xC3\xA9\xC3\xA9\xC3\xA9", 2) == "\xC3\xA9\xE2\x80\xA6");
}

TEST_CASE("words: a source is named as a person would", "[report]") {
  const auto named = [](const char* kind, const char* repository) {
    return source_words({kind, repository, std::nullopt, 0, false});
  };
  CHECK(named("history", "shop") == "history of shop");
  CHECK(named("range", "shop") == "range of commits of shop");
  CHECK(named("staged", "shop") == "what is staged in shop");
  CHECK(named("worktree", "shop") == "work tree of shop");
  CHECK(named("files", "") == "files");
  CHECK(named("stdin", "") == "standard input");
}
