#include "git/allowance.h"

namespace keysieve {

SharedAllowance::SharedAllowance(const Limits& limits, std::uint64_t packed_bytes)
    : limits_(limits), work_(limits.unfolded_by_byte * packed_bytes + limits.unfolded_beyond) {}

bool Allowance::hold(std::uint64_t bytes) {
  const Limits& limits = shared_->limits();
  const std::uint64_t most = limits.held_by_thread + limits.held_beyond;
  if (bytes > most || held_ + bytes > most) return false;
  if (held_ + bytes > limits.held_by_thread && !beyond_.owns_lock()) {
    beyond_ = std::unique_lock(shared_->beyond_share_);
  }
  held_ += bytes;
  return true;
}

void Allowance::release(std::uint64_t bytes) {
  held_ -= bytes;
  if (beyond_.owns_lock() && held_ <= shared_->limits().held_by_thread) beyond_.unlock();
}

bool Allowance::unfold(std::uint64_t bytes) {
  constexpr std::uint64_t worth_counting = 1 << 20;
  unfolded_ += bytes;
  if (unfolded_ < worth_counting || used_up_) return !used_up_;
  const std::uint64_t all = unfolded_ + shared_->unfolded_.fetch_add(unfolded_);
  unfolded_ = 0;
  used_up_ = all > shared_->work();
  return !used_up_;
}

}  // namespace keysieve
