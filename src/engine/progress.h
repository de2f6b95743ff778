// Counts what all threads have done and tells the caller now and then, one thread at a time. They
// report it in batches, so that the counting costs nothing.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "engine/find_in.h"
#include "keysieve/scan.h"

namespace keysieve {

class ProgressCounter {
 public:
  explicit ProgressCounter(const ScanOptions& options) : report_(options.on_progress) {}

  void expect(std::uint64_t objects) { total_ = objects; }

  void add_objects(std::uint64_t count, std::uint64_t bytes) {
    if (!report_) return;
    done_.fetch_add(count, std::memory_order_relaxed);
    bytes_.fetch_add(bytes, std::memory_order_relaxed);
    const std::unique_lock lock(telling_, std::try_to_lock);
    if (lock) report_({done_, total_, bytes_, secrets_, seconds()});
  }

  // Matches are rare; each secret counts once, however many versions of a file hold it.
  void add_matches(std::span<const RegionMatch> matches) {
    if (!report_ || matches.empty()) return;
    const std::lock_guard lock(knowing_);
    for (const RegionMatch& found : matches) {
      if (found.match.verdict.accepted) known_.emplace(found.match.rule, found.match.secret);
    }
    secrets_ = known_.size();
  }

 private:
  using Clock = std::chrono::steady_clock;
  double seconds() const { return std::chrono::duration<double>(Clock::now() - begun_).count(); }

  const std::function<void(const Progress&)>& report_;
  const Clock::time_point begun_ = Clock::now();
  std::mutex telling_, knowing_;
  std::set<std::pair<std::size_t, std::string>> known_;
  std::atomic<std::uint64_t> total_{0}, done_{0}, bytes_{0}, secrets_{0};
};

}  // namespace keysieve
