#include "base/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "catch.h"
#include "support/temp_dir.h"

namespace keysieve {
namespace {

constexpr std::size_t large = 1 << 20;  // many pages, whatever their size

std::filesystem::path large_file(const test::TempDir& dir) {
  return dir.write("large", std::string(large, 'x'));
}

bool all_are(Bytes bytes, char wanted) {
  return std::all_of(bytes.begin(), bytes.end(), [&](auto byte) { return byte == wanted; });
}

// Touches a cut mapping that is none of ours.
[[noreturn]] void fault(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY);
  void* const begin = ::mmap(nullptr, large, PROT_READ, MAP_SHARED, fd, 0);
  std::filesystem::resize_file(file, 0);
  (void)*static_cast<const volatile char*>(begin);
  ::_exit(0);
}

}  // namespace

TEST_CASE("mapped file: the bytes of the file, none for an empty one", "[base]") {
  const test::TempDir dir;
  const auto some = MappedFile::open(dir.write("some", std::string("a\0b", 3)));
  REQUIRE(some);
  CHECK(as_text(some->bytes()) == std::string("a\0b", 3));
  const auto none = MappedFile::open(dir.write("none", ""));
  REQUIRE(none);
  CHECK(none->bytes().empty());
  CHECK_FALSE(none->was_cut());
}

TEST_CASE("mapped file: what is no plain file is an error that names it", "[base]") {
  const test::TempDir dir;
  const auto missing = MappedFile::open(dir / "missing");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::not_found);
  CHECK(missing.error().message.find((dir / "missing").string()) != std::string::npos);
  CHECK_FALSE(MappedFile::open(dir.path()));
}

TEST_CASE("mapped file: what is cut off while it is mapped reads as zeros", "[base]") {
  const test::TempDir dir;
  const auto file = large_file(dir);
  const auto other = MappedFile::open(dir.write("other", std::string(large, 'o')));
  auto opened = MappedFile::open(file);
  REQUIRE(opened);
  REQUIRE(other);
  std::filesystem::resize_file(file, large / 2);
  const MappedFile mapped = *std::move(opened);  // is still known after it was moved
  CHECK_FALSE(mapped.was_cut());
  CHECK(all_are(mapped.bytes().first(large / 2), 'x'));
  CHECK(all_are(mapped.bytes().subspan(large / 2), '\0'));
  CHECK(mapped.was_cut());
  CHECK(all_are(other->bytes(), 'o'));
  CHECK_FALSE(other->was_cut());
}

TEST_CASE("mapped file: a file mapped where a cut one was is whole", "[base]") {
  const test::TempDir dir;
  for (int i = 0; i < 3; ++i) {
    const auto file = large_file(dir);
    const auto mapped = MappedFile::open(file);
    REQUIRE(mapped);
    CHECK(all_are(mapped->bytes(), 'x'));
    CHECK_FALSE(mapped->was_cut());
    std::filesystem::resize_file(file, 0);
    CHECK(all_are(mapped->bytes(), '\0'));
    CHECK(mapped->was_cut());
  }
}

TEST_CASE("mapped file: a fault in memory that is not ours ends the program as ever", "[base]") {
  const test::TempDir dir;
  const auto ours = MappedFile::open(large_file(dir));  // the handler is there
  const auto theirs = dir.write("theirs", std::string(large, 'x'));
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) fault(theirs);
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(status != 0);
}

}  // namespace keysieve
