#include "git/pack_entry.h"

#include <string>

#include "catch.h"

namespace keysieve {
namespace {

std::string bytes(std::initializer_list<int> values) {
  return {values.begin(), values.end()};
}

// The entry that begins at `at` in a pack of these bytes.
std::optional<PackEntry> entry_in(const std::string& pack, std::size_t at = 0) {
  return read_pack_entry(bytes_of(pack), at, pack.size());
}

}  // namespace

TEST_CASE("pack entry: type, size and where the stream begins", "[git]") {
  const std::string pack = bytes({0xB5, 0x02}) + "zlib";
  const auto entry = entry_in(pack);
  REQUIRE(entry);
  CHECK(entry->type == EntryType::blob);
  CHECK(entry->size == 37);
  CHECK(as_text(entry->stream) == "zlib");
  CHECK_FALSE(entry->is_delta());
}

TEST_CASE("pack entry: a base is so far back, or is named", "[git]") {
  const std::string far_back = std::string(1000, '.') + bytes({0x61, 0x81, 0x00}) + "z";
  const auto by_offset = entry_in(far_back, 1000);
  REQUIRE(by_offset);
  CHECK(by_offset->type == EntryType::offset_delta);
  CHECK(by_offset->base_offset == 1000 - 256);  // ((1 + 1) << 7) + 0
  CHECK(as_text(by_offset->stream) == "z");

  const std::string named = bytes({0x71}) + std::string(20, 'i') + "z";
  const auto by_id = entry_in(named);
  REQUIRE(by_id);
  CHECK(by_id->type == EntryType::id_delta);
  CHECK(as_text(by_id->base_id.bytes) == std::string(20, 'i'));
  CHECK(as_text(by_id->stream) == "z");
}

TEST_CASE("pack entry: a damaged header is refused", "[git]") {
  const std::string endless(30, '\xFF');
  struct Case {
    const char* what;
    std::string pack;
    std::size_t at;
  };
  const std::vector<Case> cases = {
      {"nothing", "", 0},
      {"type 0", bytes({0x01}) + "z", 0},
      {"type 5", bytes({0x51}) + "z", 0},
      {"a size that does not end", bytes({0xB1, 0x80}), 0},
      {"a size beyond 64 bits", bytes({0xB1}) + endless, 0},
      {"a size that so few bytes cannot inflate to", bytes({0xBF, 0xFF, 0xFF, 0x0F}) + "z", 0},
      {"a base at itself", bytes({0x61, 0x00}) + "z", 0},
      {"a base before the pack", "..." + bytes({0x61, 0x04}) + "z", 3},
      {"a distance that does not end", std::string(300, '.') + bytes({0x61, 0x80}), 300},
      {"a distance beyond 64 bits", std::string(300, '.') + bytes({0x61}) + endless, 300},
      {"an id cut short", bytes({0x71}) + std::string(19, 'i'), 0},
      {"an offset behind the end", bytes({0x31}) + "z", 2},
  };
  for (const Case& bad : cases) {
    CAPTURE(bad.what);
    CHECK_FALSE(entry_in(bad.pack, bad.at));
  }
  const std::string pack = bytes({0x31}) + "z";
  CHECK_FALSE(read_pack_entry(bytes_of(pack), 0, 3));
  CHECK_FALSE(read_pack_entry(bytes_of(pack), 1, 0));
  CHECK(read_pack_entry(bytes_of(pack), 0, 2));
}

}  // namespace keysieve
