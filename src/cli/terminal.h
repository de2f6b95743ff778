// What the program knows of the terminal it talks to.
#pragma once

#include <chrono>
#include <string>

#include "keysieve/scan.h"

namespace keysieve::cli {

enum class ColorChoice { automatic, always, never };

// Whether to write colours to standard output: as chosen, else when it is a terminal and NO_COLOR
// (https://no-color.org) is unset or empty.
bool wants_color(ColorChoice choice);

// One line on standard error that says how far a scan is. Nothing where that is no terminal.
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
