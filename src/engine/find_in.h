// One text through the detector: matches with their lines and columns.
#pragma once

#include <string_view>
#include <vector>

#include "engine/archive_members.h"
#include "keysieve/detector.h"
#include "keysieve/scan.h"

namespace keysieve {

struct RegionMatch {
  Match match;
  Region region;
  MemberPath member{};  // of the archive that holds the text; empty: the text is no member
};

// Matches in `text`, by their spans, with their regions.
std::vector<RegionMatch> located(std::string_view text, std::vector<Match> matches,
                                 const ScanOptions& options);

// The matches in `blob`; with options.explain the rejected ones too. Spans and regions of UTF-16
// and UTF-32 text are those of its UTF-8 form.
std::vector<RegionMatch> find_in(const Blob& blob, const Detector& detector,
                                 Detector::Scratch* scratch, const ScanOptions& options);

// The part of `bytes` that is text: in UTF-8, too, a byte order mark may stand before it.
std::string_view without_mark(std::string_view bytes);

}  // namespace keysieve
