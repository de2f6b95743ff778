// Counts what all threads have done and tells the caller now and then, one thread at a time.
#pragma once

#include <atomic>
#include <mutex>

#include "keysieve/scan.h"

namespace keysieve {

class ProgressCounter {
 public:
  explicit ProgressCounter(const ScanOptions& options) : report_(options.on_progress) {}

  void expect(std::uint64_t objects) { total_ = objects; }
  void add_matches(std::uint64_t count) { matches_.fetch_add(count, std::memory_order_relaxed); }
  void add_object(std::uint64_t bytes) {
    if (!report_) return;
    bytes_.fetch_add(bytes, std::memory_order_relaxed);
    if (done_.fetch_add(1, std::memory_order_relaxed) % every == every - 1) tell();
  }

 private:
  static constexpr std::uint64_t every = 1024;

  void tell() {
    const std::unique_lock lock(telling_, std::try_to_lock);
    if (lock) report_({done_, total_, bytes_, matches_});
  }

  const std::function<void(const Progress&)>& report_;
  std::mutex telling_;
  std::atomic<std::uint64_t> total_{0}, done_{0}, bytes_{0}, matches_{0};
};

}  // namespace keysieve
