#include "git/large_blob.h"

#include <algorithm>

#include "git/inflate.h"
#include "git/inflate_parts.h"

namespace keysieve {

LargeBlob blob_in_parts(const Pack& pack, const PackEntry& entry) {
  const std::uint64_t size = entry.size;
  return {size, [&pack, size, stream = entry.stream](const auto& use) {
            InflateParts parts(pack.file, stream);
            return for_each_part(&parts, size, use);
          }};
}

std::uint32_t crc32_in_parts(const Pack& pack, Bytes part) {
  constexpr std::size_t step = std::size_t{4} << 20;
  std::uint32_t crc = 0;
  for (; !part.empty(); part = part.subspan(std::min(part.size(), step))) {
    const Bytes next = part.first(std::min(part.size(), step));
    crc = crc32_of(next, crc);
    if (part.size() > step) pack.file.forget(next);
  }
  return crc;
}

}  // namespace keysieve
