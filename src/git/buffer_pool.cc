#include "git/buffer_pool.h"

#include <algorithm>
#include <bit>
#include <new>
#include <utility>

namespace keysieve {

std::size_t BufferPool::room_for(std::size_t size) {
  return size > largest_kept ? size : std::bit_ceil(std::max(size, smallest));
}

std::optional<Buffer> BufferPool::take(std::uint64_t size) {
  Buffer buffer;
  buffer.held_ = Held(allowance_, size);
  if (!buffer.held_ || !allowance_->unfold(size)) return std::nullopt;
  buffer.size_ = static_cast<std::size_t>(size);
  const std::size_t room = room_for(buffer.size_);
  auto& free = free_[static_cast<std::size_t>(std::bit_width(room))];
  if (room > largest_kept || free.empty()) {
    buffer.block_.reset(new (std::nothrow) std::uint8_t[room]);
    if (buffer.block_ == nullptr) return std::nullopt;
  } else {
    buffer.block_ = std::move(free.back());
    free.pop_back();
    kept_ -= room;
  }
  return buffer;
}

void BufferPool::give_back(Buffer buffer) {
  const std::size_t room = room_for(buffer.size_);
  if (room > largest_kept || buffer.block_ == nullptr || kept_ + room > most_kept) return;
  kept_ += room;
  free_[static_cast<std::size_t>(std::bit_width(room))].push_back(std::move(buffer.block_));
}

}  // namespace keysieve
