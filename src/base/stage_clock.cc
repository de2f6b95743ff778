#include "base/stage_clock.h"

#include <time.h>

#include <cstddef>

namespace keysieve {
namespace {

// How long the calling thread has had a core.
double thread_cpu_seconds() {
  timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

double seconds(std::chrono::steady_clock::duration time) {
  return std::chrono::duration<double>(time).count();
}

}  // namespace

void StageTotals::add(const StageCosts& costs) {
  const std::lock_guard lock(adding_);
  for (std::size_t i = 0; i < costs.size(); ++i) {
    costs_[i].cpu_seconds += costs[i].cpu_seconds;
    costs_[i].wall_seconds += costs[i].wall_seconds;
    costs_[i].bytes += costs[i].bytes;
  }
}

StageClock::StageClock(StageTotals* totals, Stage stage, bool first)
    : totals_(totals), stage_(stage), first_(first) {
  if (totals_ == nullptr) return;
  running = this;
  cpu_begun_ = thread_cpu_seconds();
  entered_ = Clock::now();
}

StageClock::~StageClock() {
  if (totals_ == nullptr) return;
  enter(stage_);
  totals_->add(costs());
  running = nullptr;
}

// Waiting takes no core.
StageCosts StageClock::costs() const {
  constexpr auto wait = static_cast<std::size_t>(Stage::wait);
  double busy = 0;
  for (std::size_t i = 0; i < wait; ++i) busy += seconds(spent_[i]);
  const double share = busy > 0 ? (thread_cpu_seconds() - cpu_begun_) / busy : 0;
  StageCosts costs;
  for (std::size_t i = 0; i < costs.size(); ++i) {
    const double spent = seconds(spent_[i]);
    costs[i] = {i == wait ? 0 : share * spent, first_ ? spent : 0, bytes_[i]};
  }
  return costs;
}

}  // namespace keysieve
