#include "git/object_environment.h"

#include "catch.h"
#include "git/ewah_bitmap.h"

namespace keysieve {
namespace {

using Folders = std::vector<std::filesystem::path>;

std::vector<std::uint8_t> ewah(std::uint32_t bits, const std::vector<std::uint64_t>& words) {
  std::vector<std::uint8_t> bytes;
  const auto put = [&](std::uint64_t value, int size) {
    for (int i = size - 1; i >= 0; --i)
      bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
  };
  put(bits, 4);
  put(words.size(), 4);
  for (const std::uint64_t word : words) put(word, 8);
  put(0, 4);
  return bytes;
}

}  // namespace

TEST_CASE("object environment: folders as git lists and quotes them", "[git]") {
  CHECK(split_object_dirs("") == Folders{});
  CHECK(split_object_dirs("/a:/b c:d") == Folders{"/a", "/b c", "d"});
  CHECK(split_object_dirs(":/a::") == Folders{"/a"});
  CHECK(split_object_dirs(R"("/with:colon":/b)") == Folders{"/with:colon", "/b"});
  CHECK(split_object_dirs(R"("/q\"uote\\\n\303\274")") == Folders{"/q\"uote\\\n\xc3\xbc"});
  CHECK(split_object_dirs(R"("/open)") == Folders{"/open"});
}

TEST_CASE("ewah: runs, words as they are, and what is cut short", "[git]") {
  // A run of one word of ones, then one word with every other bit; 100 bits in all.
  const std::uint64_t marker = 1 | std::uint64_t{1} << 1 | std::uint64_t{1} << 33;
  const auto bytes = ewah(100, {marker, 0x5555555555555555});
  Bytes rest(bytes);
  const auto bits = take_ewah(&rest);
  REQUIRE(bits);
  CHECK(rest.empty());
  REQUIRE(bits->size() == 100);
  for (std::size_t i = 0; i < 64; ++i) CHECK((*bits)[i]);
  for (std::size_t i = 64; i < 100; ++i) CHECK((*bits)[i] == (i % 2 == 0));

  for (std::size_t size = 1; size < bytes.size(); ++size) {
    Bytes cut(bytes.data(), size);
    CHECK(!take_ewah(&cut));
  }
  const auto forged = ewah(100, {marker | std::uint64_t{0x7FFFFFFF} << 33});
  Bytes lies(forged);
  CHECK(!take_ewah(&lies));
}

}  // namespace keysieve
