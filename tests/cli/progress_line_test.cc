#include "cli/progress_line.h"

#include "catch.h"

using keysieve::cli::progress_text;

TEST_CASE("progress line: objects, speed, what is left, and what was found", "[cli]") {
  CHECK(progress_text({50'000, 200'000, 4'000'000'000, 2, 2.0}) ==
        "50,000 of 200,000 objects, 4.0 GB, 2,000 MB/s, 7 s left, 2 likely secrets");
  CHECK(progress_text({1, 2'000'000, 1'000'000, 1, 1.0}) ==
        "1 of 2,000,000 objects, 1 MB, 1 MB/s, 16,667 min left, 1 likely secret");
}

TEST_CASE("progress line: nothing is foretold before there is anything to tell it by", "[cli]") {
  CHECK(progress_text({}) == "0 of 0 objects");
  CHECK(progress_text({0, 10, 0, 0, 3.0}) == "0 of 10 objects, 0 MB, 0 MB/s");
  CHECK(progress_text({5, 10, 0, 0, 0.1}) == "5 of 10 objects, 0 MB, 0 MB/s");
  CHECK(progress_text({10, 10, 5'000'000, 0, 1.0}) == "10 of 10 objects, 5 MB, 5 MB/s");
}
