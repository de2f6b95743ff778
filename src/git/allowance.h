// What reading objects may take, whatever is in the packs: memory, shared by all threads, and work.
//
// A delta of a hundred bytes may make gigabytes, and of these the next delta as many again. So
// memory is asked for before it is made, and who is refused leaves the object out. Each thread has
// a share of its own, which nearly always suffices; beyond it one thread at a time has all there
// is. A thread never waits while it holds what others wait for: there is only one such thing.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <utility>

#include "keysieve/limits.h"

namespace keysieve {

// Of all threads together.
class SharedAllowance {
 public:
  // Packs of `packed_bytes` are to be read.
  SharedAllowance(const Limits& limits, std::uint64_t packed_bytes);

  const Limits& limits() const { return limits_; }

  // How much packs may unfold to.
  std::uint64_t work() const { return work_; }

 private:
  friend class Allowance;
  const Limits limits_;
  const std::uint64_t work_;
  std::mutex beyond_share_;
  std::atomic<std::uint64_t> unfolded_{0};
};

// One thread's own.
class Allowance {
 public:
  explicit Allowance(SharedAllowance* shared) : shared_(shared) {}

  const Limits& limits() const { return shared_->limits(); }

  // Whether `bytes` more may be held until they are released. May wait for another thread.
  bool hold(std::uint64_t bytes);
  void release(std::uint64_t bytes);

  // Whether `bytes` more may be made of packs; once they may not, never again.
  bool unfold(std::uint64_t bytes);
  bool is_used_up() const { return used_up_; }

 private:
  SharedAllowance* shared_;
  std::uint64_t held_ = 0;
  std::uint64_t unfolded_ = 0;  // and not yet counted with all others'
  bool used_up_ = false;
  std::unique_lock<std::mutex> beyond_;  // held while held_ is over the thread's share
};

// Bytes that were allowed, released with it.
class Held {
 public:
  Held() = default;
  Held(Allowance* allowance, std::uint64_t bytes)
      : allowance_(allowance != nullptr && allowance->hold(bytes) ? allowance : nullptr),
        bytes_(bytes) {}
  Held(Held&& other) noexcept
      : allowance_(std::exchange(other.allowance_, nullptr)), bytes_(other.bytes_) {}
  Held& operator=(Held&& other) noexcept {
    std::swap(allowance_, other.allowance_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~Held() {
    if (allowance_ != nullptr) allowance_->release(bytes_);
  }

  explicit operator bool() const { return allowance_ != nullptr; }

 private:
  Allowance* allowance_ = nullptr;
  std::uint64_t bytes_ = 0;
};

}  // namespace keysieve
