// One line on standard error that says how far a scan is. Nothing where that is no terminal.
#pragma once

#include <chrono>
#include <string>

#include "keysieve/scan.h"

namespace keysieve::cli {

// "12,345 of 201,267 objects, 1.9 GB, 1,850 MB/s, 3 s left, 2 likely secrets"; the time that is
// left is said once there is something to tell it by.
std::string progress_text(const Progress& progress);

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
  bool shown_ = false;
  std::chrono::steady_clock::time_point last_{};
};

}  // namespace keysieve::cli
