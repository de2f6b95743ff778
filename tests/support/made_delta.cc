#include "support/made_delta.h"

namespace keysieve::test {

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

}  // namespace keysieve::test
