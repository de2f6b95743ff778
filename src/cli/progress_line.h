// One line on standard error that says how far a scan is. Nothing where that is no terminal.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "cli/farewell.h"
#include "keysieve/scan.h"

namespace keysieve::cli {

// How many objects a second are done of late. Those that take longest come first, so that the mean
// since the beginning would foretell a multiple of what is left.
class Pace {
 public:
  void see(const Progress& progress);
  double per_second() const { return per_second_; }  // 0 before it can be told

 private:
  double per_second_ = 0;
  Progress last_;
};

// "12,345 of 201,267 objects, 1.9 GB, 1,850 MB/s, 3 s left, 2 likely secrets"; the time that is
// left is said once there is something to tell it by.
std::string progress_text(const Progress& progress, const Pace& pace);

class ProgressLine {
 public:
  explicit ProgressLine(bool wanted);
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  bool active() const { return active_; }
  void show(const Progress& progress);
  void clear();

 private:
  bool active_;
  std::optional<Farewell> shown_;  // the line is taken back also where a signal ends the program
  std::chrono::steady_clock::time_point last_{};
  Pace pace_;
};

}  // namespace keysieve::cli
