#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "catch.h"
#include "support/temp_dir.h"

using namespace keysieve;

TEST_CASE("file: what is written is read again, with the mode asked for", "[base]") {
  const test::TempDir dir;
  const std::string bytes("with\0zero\n", 10);
  REQUIRE(write_file(dir / "f", bytes, 0600));
  CHECK(*read_file(dir / "f") == bytes);
  CHECK(std::filesystem::status(dir / "f").permissions() == std::filesystem::perms(0600));
}

TEST_CASE("file: writing leaves nothing but the file", "[base]") {
  const test::TempDir dir;
  REQUIRE(write_file(dir / "f", "old", 0644));
  REQUIRE(write_file(dir / "f", "new", 0644));
  CHECK(dir.read("f") == "new");
  const auto entries = std::filesystem::directory_iterator(dir.path());
  CHECK(std::distance(begin(entries), end(entries)) == 1);
}

TEST_CASE("file: a pipe or device is written to, not replaced", "[base]") {
  const test::TempDir dir;
  const auto pipe = dir / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const int reader = ::open(pipe.c_str(), O_RDWR | O_CLOEXEC);  // so that nobody waits for another
  REQUIRE(reader >= 0);
  REQUIRE(write_file(pipe, "bytes", 0600));
  char got[5] = {};
  CHECK(::read(reader, got, sizeof got) == 5);
  CHECK(std::string_view(got, sizeof got) == "bytes");
  ::close(reader);
  CHECK(std::filesystem::is_fifo(pipe));
  const auto entries = std::filesystem::directory_iterator(dir.path());
  CHECK(std::distance(begin(entries), end(entries)) == 1);
}

TEST_CASE("file: an error names the file and the reason", "[base]") {
  const test::TempDir dir;
  const auto missing = read_file(dir / "none");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::not_found);
  CHECK(missing.error().message.find((dir / "none").string()) != std::string::npos);
  CHECK(missing.error().message.find("No such file") != std::string::npos);
  CHECK_FALSE(read_file(dir.path()));
  CHECK_FALSE(write_file(dir / "no-folder/f", "x", 0600));
}

TEST_CASE("file: a file over the limit is refused", "[base]") {
  const test::TempDir dir;
  dir.write("f", "12345");
  CHECK(read_file(dir / "f", 5));
  CHECK_FALSE(read_file(dir / "f", 4));
}

TEST_CASE("file: one that says it is larger than all memory is refused before it is read",
          "[base]") {
  const test::TempDir dir;
  const auto file = dir.write("sparse", "");
  std::filesystem::resize_file(file, std::uint64_t{4} << 40);  // nothing of it is on the disk
  const auto text = read_file(file);
  REQUIRE_FALSE(text);
  CHECK(text.error().message.find("limit") != std::string::npos);
}

TEST_CASE("file: what is appended comes after what was there", "[base]") {
  const test::TempDir dir;
  REQUIRE(append_to_file(dir / "f", "one\n"));
  REQUIRE(append_to_file(dir / "f", "two\n"));
  CHECK(dir.read("f") == "one\ntwo\n");
  CHECK_FALSE(append_to_file(dir / "no-folder/f", "x"));
}
