#include "git/buffer_pool.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <new>
#include <utility>

namespace keysieve {

std::optional<Buffer> BufferPool::take(std::uint64_t size) {
  if (size > std::numeric_limits<std::size_t>::max() / 4) return std::nullopt;
  const std::size_t room = std::bit_ceil(std::max(static_cast<std::size_t>(size), smallest));
  auto& free = free_[static_cast<std::size_t>(std::countr_zero(room))];
  Buffer buffer;
  buffer.size_ = static_cast<std::size_t>(size);
  if (free.empty()) {
    buffer.block_.reset(new (std::nothrow) std::uint8_t[room]);
    if (buffer.block_ == nullptr) return std::nullopt;
  } else {
    buffer.block_ = std::move(free.back());
    free.pop_back();
  }
  return buffer;
}

void BufferPool::give_back(Buffer buffer) {
  const std::size_t room = std::bit_ceil(std::max(buffer.size_, smallest));
  if (room > largest_kept || buffer.block_ == nullptr) return;
  free_[static_cast<std::size_t>(std::countr_zero(room))].push_back(std::move(buffer.block_));
}

}  // namespace keysieve
