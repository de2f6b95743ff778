#include "engine/find_in.h"

#include <optional>
#include <string>
#include <string_view>

#include "base/lines.h"
#include "detect/unicode_text.h"
#include "engine/large_text.h"

namespace keysieve {
namespace {

std::vector<RegionMatch> find_in_large(const Blob& blob, const Detector& detector,
                                       Detector::Scratch* scratch, const ScanOptions& options) {
  LargeText text(blob.path, detector, scratch, options);
  text.add(blob.bytes);
  return text.finish();
}

}  // namespace

std::string_view without_mark(std::string_view bytes) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  return bytes.substr(bytes.starts_with(mark) ? mark.size() : 0);
}

std::vector<RegionMatch> located(std::string_view text, std::vector<Match> matches,
                                 const ScanOptions& options) {
  std::vector<RegionMatch> found;
  found.reserve(matches.size());
  LineCounter lines(text);
  Region region;
  for (Match& match : matches) {
    // Several may stand in one encoded segment; counting lines goes forward only.
    if (found.empty() || match.span != found.back().match.span) {
      region = lines.region(match.span.begin, match.span.end);
    }
    if (!options.inline_marks) match.mark.reset();
    found.push_back({std::move(match), region, {}});
  }
  return found;
}

std::vector<RegionMatch> find_in(const Blob& blob, const Detector& detector,
                                 Detector::Scratch* scratch, const ScanOptions& options) {
  if (blob.bytes.size() > options.limits.largest_whole_text && blob.kind == ObjectKind::blob) {
    return find_in_large(blob, detector, scratch, options);
  }
  const std::optional<std::string> utf8 = utf8_of(blob.bytes);
  const Blob text{blob.kind, blob.path, utf8 ? *utf8 : without_mark(blob.bytes)};
  std::vector<Match> matches;
  detector.find(text, *scratch, &matches,
                options.explain ? Detector::Explain::yes : Detector::Explain::no);
  return located(text.bytes, std::move(matches), options);
}

}  // namespace keysieve
