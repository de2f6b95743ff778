#include "base/parallel.h"

#include <numeric>

#include "catch.h"

using namespace keysieve;

TEST_CASE("parallel: every index is worked on once, whatever the number of threads", "[base]") {
  for (const unsigned threads : {1U, 2U, 7U}) {
    std::vector<int> times(1000);
    parallel_for(
        times.size(), threads, [] { return 0; }, [&](int&, std::size_t i) { ++times[i]; });
    CHECK(times == std::vector<int>(1000, 1));
  }
}

TEST_CASE("parallel: no more threads than tasks, and none of them idle states", "[base]") {
  CHECK(thread_count(8, 3) == 3);
  CHECK(thread_count(2, 100) == 2);
  CHECK(thread_count(0, 100) >= 1);
  std::atomic<int> states{0};
  parallel_for(
      3, 8, [&] { return ++states; }, [](int&, std::size_t) {});
  CHECK(states == 3);
}
