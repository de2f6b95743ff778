// Seconds a stage of a scan took.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "keysieve/scan.h"

namespace keysieve {

class Stopwatch {
 public:
  // Ends the stage that began with the last call, or with the stopwatch.
  void lap(std::string name) {
    const auto now = Clock::now();
    stages_.push_back({std::move(name), std::chrono::duration<double>(now - begun_).count()});
    begun_ = now;
  }
  std::vector<Stage> take() && { return std::move(stages_); }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point begun_ = Clock::now();
  std::vector<Stage> stages_;
};

}  // namespace keysieve
