#include "git/delta.h"

#include <string>

#include "catch.h"
#include "support/fake.h"

namespace keysieve {
namespace {

constexpr std::size_t inserted = Segment::inserted;

struct Applied {
  std::string result;
  std::vector<Segment> segments;
};

// The result of `instructions`, which are to make `size` bytes; empty when they are refused.
std::optional<Applied> apply(std::string_view base, std::string_view instructions,
                             std::size_t size) {
  Applied applied{std::string(size, '?'), {{7, 7, 7}}};  // of the delta before
  const std::span result(reinterpret_cast<std::uint8_t*>(applied.result.data()), size);
  if (!apply_delta(bytes_of(base), bytes_of(instructions), result, &applied.segments)) return {};
  return applied;
}

std::string bytes(std::initializer_list<int> values) {
  return {values.begin(), values.end()};
}

}  // namespace

TEST_CASE("delta: copies and inserts make the result, and are kept as segments", "[git]") {
  const std::string base = "0123456789";
  const auto applied = apply(base, bytes({0x91, 2, 3}) + bytes({2}) + "ab" + bytes({0x90, 1}), 6);
  REQUIRE(applied);
  CHECK(applied->result == "234ab0");
  CHECK(applied->segments == std::vector<Segment>{{0, 3, 2}, {3, 2, inserted}, {5, 1, 0}});
}

TEST_CASE("delta: segments that continue each other are one", "[git]") {
  const auto applied = apply(
      "0123456789", bytes({0x91, 2, 3, 0x91, 5, 1, 0x91, 9, 1, 1}) + "a" + bytes({1}) + "b", 7);
  REQUIRE(applied);
  CHECK(applied->result == "23459ab");
  CHECK(applied->segments == std::vector<Segment>{{0, 4, 2}, {4, 1, 9}, {5, 2, inserted}});
}

TEST_CASE("delta: offsets and sizes of a copy have each byte at its place", "[git]") {
  std::string base(0x1020304 + 10, '.');
  base.replace(0x1020304, 10, "0123456789");
  CHECK(apply(base, bytes({0x9F, 4, 3, 2, 1, 10}), 10)->result == "0123456789");
  CHECK(apply(base, bytes({0xF0, 1, 2, 1}), 0x10201)->segments ==
        std::vector<Segment>{{0, 0x10201, 0}});
  CHECK(apply(base, bytes({0x80}), 0x10000)->segments == std::vector<Segment>{{0, 0x10000, 0}});
}

TEST_CASE("delta: nothing at all makes nothing", "[git]") {
  const auto applied = apply("base", "", 0);
  REQUIRE(applied);
  CHECK(applied->segments.empty());
}

TEST_CASE("delta: what reaches beyond the base, the result or its own end is refused", "[git]") {
  struct Case {
    const char* what;
    std::string instructions;
    std::size_t size;
  };
  const std::vector<Case> cases = {
      {"copies from behind the base", bytes({0x91, 10, 1}), 1},
      {"copies beyond the end of the base", bytes({0x91, 9, 2}), 2},
      {"copies from far away", bytes({0x9F, 255, 255, 255, 255, 1}), 1},
      {"copies more than the result has", bytes({0x90, 3}), 2},
      {"inserts more than the result has", bytes({3}) + "abc", 2},
      {"inserts more than is there", bytes({3}) + "ab", 3},
      {"ends inside a copy", bytes({0x91, 1}), 1},
      {"makes less than the result", bytes({0x90, 3}), 4},
      {"makes nothing", "", 1},
      {"has the unused opcode", bytes({0}), 0},
  };
  for (const Case& bad : cases) {
    CAPTURE(bad.what);
    CHECK_FALSE(apply("0123456789", bad.instructions, bad.size));
  }
}

TEST_CASE("delta: the sizes come first, and are refused when they do not end", "[git]") {
  const std::string delta = bytes({0x80, 0x01, 0x7F}) + "rest";
  Bytes left = bytes_of(delta);
  const auto sizes = take_delta_sizes(&left);
  REQUIRE(sizes);
  CHECK(sizes->base == 128);
  CHECK(sizes->result == 127);
  CHECK(as_text(left) == "rest");
  for (const std::string& bad :
       {bytes({0x80}), bytes({1}), bytes({1, 0x80}), std::string(9, '\xFF') + "\x01\x01"}) {
    Bytes damaged = bytes_of(bad);
    CHECK_FALSE(take_delta_sizes(&damaged));
  }
}

TEST_CASE("delta: no bytes make it read or write where it may not", "[git]") {
  test::Fake fake(5);
  const std::string base = fake.hex(200);
  int accepted = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string instructions;
    std::size_t size = 0;
    for (std::uint32_t i = fake.below(6); i > 0; --i) {
      const auto length = static_cast<int>(1 + fake.below(60));
      size += static_cast<std::size_t>(length);
      if (fake.below(2) == 0) {
        instructions += bytes({0x91, static_cast<int>(fake.below(140)), length});
      } else {
        instructions += bytes({length}) + fake.hex(static_cast<std::size_t>(length));
      }
    }
    for (std::uint32_t i = fake.below(3); i > 0 && !instructions.empty(); --i) {
      const auto at = fake.below(static_cast<std::uint32_t>(instructions.size()));
      instructions[at] = static_cast<char>(fake.below(256));
    }
    const auto applied = apply(base, instructions, size);  // watched by AddressSanitizer
    if (!applied) continue;
    ++accepted;
    std::size_t end = 0;
    for (const Segment& segment : applied->segments) {
      REQUIRE(segment.begin == end);
      end += segment.length;
    }
    REQUIRE(end == size);
  }
  CHECK(accepted > 5'000);
  CHECK(accepted < 19'000);
}

}  // namespace keysieve
