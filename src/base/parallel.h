// Work on indices by several threads, each with a state of its own. They are measured if the one
// that asks for them is.
#pragma once

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

#include "base/stage_clock.h"

namespace keysieve {

// How many threads `wanted` means: 0 is one for each core, and never more than `tasks`.
inline unsigned thread_count(unsigned wanted, std::size_t tasks) {
  const unsigned cores = std::thread::hardware_concurrency();
  const unsigned count = wanted != 0 ? wanted : cores != 0 ? cores : 1;
  return tasks < count ? static_cast<unsigned>(tasks) : count;
}

// Calls work(state, i) once for every i below `count`, where state = make_state() is one thread's
// own. Tasks are handed out in ascending order. Neither may throw.
template <typename MakeState, typename Work>
void parallel_for(std::size_t count, unsigned threads, MakeState make_state, Work work) {
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    auto state = make_state();
    for (std::size_t i; (i = next.fetch_add(1)) < count;) work(state, i);
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < thread_count(threads, count); ++i) {
    others.emplace_back([&run, origin = StageClock::here()] {
      const StageClock clock(origin);
      run();
    });
  }
  run();
  const StageScope waiting(Stage::wait);
  for (std::thread& other : others) other.join();
}

}  // namespace keysieve
