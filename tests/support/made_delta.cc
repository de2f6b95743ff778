#include "support/made_delta.h"

#include <algorithm>

namespace keysieve::test {
namespace {

std::string varint(std::uint64_t value) {
  std::string bytes;
  for (; value >= 128; value >>= 7) bytes += static_cast<char>(value | 128);
  return bytes + static_cast<char>(value);
}

// A COPY that spells out all the bytes of both numbers.
std::string copy(std::size_t offset, std::size_t size) {
  std::string bytes(1, '\xFF');
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(offset >> shift & 255);
  for (int shift = 0; shift < 24; shift += 8) bytes += static_cast<char>(size >> shift & 255);
  return bytes;
}

}  // namespace

std::vector<Segment> made_segments(std::string_view base, std::string_view target,
                                   std::size_t least) {
  std::vector<Segment> segments;
  for (std::size_t at = 0; at < target.size();) {
    const std::size_t source = base.find(target.substr(at, least));
    Segment segment{at, 1, Segment::inserted};
    if (target.size() - at >= least && source != std::string_view::npos) {
      segment = {at, least, source};
      while (at + segment.length < target.size() && source + segment.length < base.size() &&
             base[source + segment.length] == target[at + segment.length]) {
        ++segment.length;
      }
    }
    at += segment.length;
    const bool joins = !segments.empty() && !segment.is_copy() && !segments.back().is_copy();
    if (joins) {
      segments.back().length += segment.length;
    } else {
      segments.push_back(segment);
    }
  }
  return segments;
}

std::string delta_bytes(std::string_view base, std::string_view target,
                        const std::vector<Segment>& segments) {
  constexpr std::size_t most_copied = 0xFFFFFF, most_inserted = 127;
  std::string delta = varint(base.size()) + varint(target.size());
  for (const Segment& segment : segments) {
    const std::size_t most = segment.is_copy() ? most_copied : most_inserted;
    for (std::size_t done = 0, size; done < segment.length; done += size) {
      size = std::min(most, segment.length - done);
      if (segment.is_copy()) {
        delta += copy(segment.source + done, size);
      } else {
        delta += static_cast<char>(size);
        delta += target.substr(segment.begin + done, size);
      }
    }
  }
  return delta;
}

}  // namespace keysieve::test
