#include "cli/progress_line.h"

#include "catch.h"

using keysieve::Progress;
using keysieve::cli::Pace;

namespace {

// Of a scan that went on at one pace.
std::string progress_text(const Progress& progress) {
  Pace pace;
  pace.see(progress);
  return keysieve::cli::progress_text(progress, pace);
}

}  // namespace

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

TEST_CASE("progress line: what took long before does not make the rest longer", "[cli]") {
  Pace pace;
  for (int tenth = 1; tenth <= 20; ++tenth) {
    pace.see({static_cast<std::uint64_t>(10 * tenth), 40'200, 0, 0, 0.1 * tenth});
  }
  CHECK(pace.per_second() == Approx(100));
  for (int tenth = 1; tenth <= 30; ++tenth) {
    pace.see({static_cast<std::uint64_t>(200 + 1000 * tenth), 40'200, 0, 0, 2 + 0.1 * tenth});
  }
  CHECK(keysieve::cli::progress_text({30'200, 40'200, 0, 0, 5}, pace) ==
        "30,200 of 40,200 objects, 0 MB, 0 MB/s, 2 s left");
  pace.see({50, 100, 0, 0, 6});  // of the next repository
  CHECK(pace.per_second() == Approx(50 / 6.0));
}
