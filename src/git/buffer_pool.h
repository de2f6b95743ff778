// Memory for objects that come and go by the hundred thousand: blocks whose sizes are powers of
// two, kept for the next object of that size. One thread's own.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"

namespace keysieve {

class Buffer {
 public:
  std::span<std::uint8_t> bytes() const { return {block_.get(), size_}; }

 private:
  friend class BufferPool;
  std::unique_ptr<std::uint8_t[]> block_;
  std::size_t size_ = 0;
};

class BufferPool {
 public:
  // Room for `size` bytes; empty when there is not that much memory.
  std::optional<Buffer> take(std::uint64_t size);
  void give_back(Buffer buffer);

 private:
  static constexpr std::size_t smallest = 1 << 12;
  static constexpr std::size_t largest_kept = 1 << 24;

  std::array<std::vector<std::unique_ptr<std::uint8_t[]>>, 64> free_;  // by log2 of the size
};

}  // namespace keysieve
