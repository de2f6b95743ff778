// Memory for objects that come and go by the hundred thousand: blocks whose sizes are powers of
// two, kept for the next object of that size. Large ones are made to measure and given back at
// once. One thread's own.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "git/allowance.h"

namespace keysieve {

class Buffer {
 public:
  std::span<std::uint8_t> bytes() const { return {block_.get(), size_}; }

 private:
  friend class BufferPool;
  std::unique_ptr<std::uint8_t[]> block_;
  std::size_t size_ = 0;
  Held held_;
};

class BufferPool {
 public:
  explicit BufferPool(Allowance* allowance) : allowance_(allowance) {}

  Allowance& allowance() { return *allowance_; }

  // Room for `size` bytes; empty when that is more than may be held, or than there is.
  std::optional<Buffer> take(std::uint64_t size);
  void give_back(Buffer buffer);

 private:
  static constexpr std::size_t smallest = 1 << 12;
  static constexpr std::size_t largest_kept = 1 << 23;
  static constexpr std::size_t most_kept = 1 << 24;  // of all sizes together

  static std::size_t room_for(std::size_t size);

  Allowance* allowance_;
  std::size_t kept_ = 0;
  std::array<std::vector<std::unique_ptr<std::uint8_t[]>>, 64> free_;  // by log2 of the size
};

}  // namespace keysieve
