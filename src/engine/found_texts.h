// Gathers what the threads of a sweep find.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "engine/history.h"
#include "engine/progress.h"
#include "git/sweep.h"

namespace keysieve {

class FoundTexts {
 public:
  FoundTexts(const Detector& detector, const ScanOptions& options, ProgressCounter* progress)
      : detector_(detector), options_(options), progress_(progress) {}

  // For one thread of the sweep.
  TextVisitor new_visitor();

  // Everything found, by node: the order of threads leaves no trace.
  std::vector<FoundText> take() &&;

 private:
  struct Worker {
    Detector::ScratchHandle scratch;
    std::vector<FoundText> found;
  };
  const Detector& detector_;
  const ScanOptions& options_;
  ProgressCounter* progress_;
  std::mutex making_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace keysieve
