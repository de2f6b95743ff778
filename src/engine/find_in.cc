#include "engine/find_in.h"

#include "base/lines.h"

namespace keysieve {

std::vector<RegionMatch> find_in(const Blob& blob, const Detector& detector,
                                 Detector::Scratch* scratch, const ScanOptions& options) {
  std::vector<Match> matches;
  detector.find(blob, *scratch, &matches,
                options.explain ? Detector::Explain::yes : Detector::Explain::no);
  std::vector<RegionMatch> found;
  found.reserve(matches.size());
  LineCounter lines(blob.bytes);
  for (Match& match : matches) {
    const Region region = lines.region(match.span.begin, match.span.end);
    if (!options.inline_marks) match.mark.reset();
    found.push_back({std::move(match), region});
  }
  return found;
}

}  // namespace keysieve
