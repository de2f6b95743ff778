#include "base/stage_clock.h"

#include <cstddef>

#include "base/parallel.h"
#include "catch.h"

using namespace keysieve;

namespace {

StageCost cost_of(const StageTotals& totals, Stage stage) {
  return totals.costs()[static_cast<std::size_t>(stage)];
}

// Some work that takes time on a core.
void work() {
  volatile unsigned sum = 0;
  for (unsigned i = 0; i < 200'000; ++i) sum = sum + i;
}

}  // namespace

TEST_CASE("stage clock: a scope's time counts for its stage alone, and then for that around it",
          "[base]") {
  StageTotals totals;
  {
    const StageClock clock(&totals);
    const StageScope outer(Stage::regex);
    {
      const StageScope inner(Stage::inflate, 70);
      work();
    }
    CHECK(StageClock::of_thread()->stage() == Stage::regex);
    outer.change(Stage::apply);
    CHECK(StageClock::of_thread()->stage() == Stage::apply);
  }
  const StageCost inflate = cost_of(totals, Stage::inflate), regex = cost_of(totals, Stage::regex);
  CHECK(inflate.bytes == 70);
  CHECK(inflate.wall_seconds > 0);
  CHECK(inflate.cpu_seconds > 0);
  CHECK(regex.bytes == 0);
  CHECK(cost_of(totals, Stage::judge).wall_seconds == 0);
}

TEST_CASE("stage clock: threads count in the stage in which they are started", "[base]") {
  StageTotals totals;
  {
    const StageClock clock(&totals);
    const StageScope stage(Stage::read);
    parallel_for(
        8, 4, [] { return 0; },
        [](int, std::size_t) {
          StageClock::of_thread()->count(1);
          work();
        });
  }
  CHECK(cost_of(totals, Stage::read).bytes == 8);
  CHECK(cost_of(totals, Stage::read).cpu_seconds > 0);
  CHECK(cost_of(totals, Stage::wait).cpu_seconds == 0);
}

TEST_CASE("stage clock: where nobody measures, a scope does nothing", "[base]") {
  const StageClock none(nullptr);
  const StageScope stage(Stage::judge, 5);
  stage.change(Stage::apply);
  CHECK(StageClock::of_thread() == nullptr);
  bool measured = false;
  parallel_for(
      1, 1, [] { return 0; },
      [&](int, std::size_t) { measured = StageClock::of_thread() != nullptr; });
  CHECK_FALSE(measured);
}
