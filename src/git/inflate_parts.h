// Inflating part by part, where what comes out is too large to be held or its size is not known.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "base/mapped_file.h"

namespace keysieve {

class InflateParts {
 public:
  // `stream` is a part of `file`, and begins with a zlib stream. What was read of it leaves the
  // memory of this process again.
  InflateParts(const MappedFile& file, Bytes stream);
  InflateParts(const InflateParts&) = delete;
  InflateParts& operator=(const InflateParts&) = delete;
  ~InflateParts();

  // Fills `out` with what comes next. Answers how much that is: less than there is room for where
  // the stream ends, or is damaged.
  std::size_t next(std::span<std::uint8_t> out);

  // Whether the stream ends here, with the right checksum.
  bool ends();

 private:
  void feed();

  const MappedFile& file_;
  Bytes input_, fed_;  // not yet given to zlib; given last
  z_stream zlib_{};
  bool sound_ = false, ended_ = false;
};

// Hands the next `size` bytes to `use`, part by part. False when there are fewer, or more.
bool for_each_part(InflateParts* stream, std::uint64_t size,
                   const std::function<void(std::string_view)>& use);

}  // namespace keysieve
