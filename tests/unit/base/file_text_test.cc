#include "base/file_text.h"

#include "catch.h"
#include "support/temp_dir.h"

namespace keysieve {

TEST_CASE("file text: small and large files have their bytes", "[base]") {
  const test::TempDir dir;
  for (const std::size_t size : {0U, 1U, 20'000'000U}) {
    std::string bytes(size, 'x');
    if (size > 0) bytes.back() = 'y';
    const auto text = open_file_text(dir.write("file", bytes), 20'000'000);
    REQUIRE(text);
    CHECK((text->view() == bytes));
  }
}

TEST_CASE("file text: a file over the limit is refused, as is one that is not there", "[base]") {
  const test::TempDir dir;
  for (const std::size_t size : {101U, 20'000'000U}) {
    const auto text = open_file_text(dir.write("file", std::string(size, 'x')), size - 1);
    REQUIRE_FALSE(text);
    CHECK(text.error().code == ErrorCode::unsupported);
  }
  CHECK(open_file_text(dir / "none", 100).error().code == ErrorCode::not_found);
  CHECK(open_file_text("/dev/null", 100)->view().empty());
}

}  // namespace keysieve
