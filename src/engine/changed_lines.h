// The lines in which a version of a text differs from the one that its delta is made from.
//
// A line is the same in both if it was copied whole, and begins and ends in both. Where lines were
// taken out, those around the place are the same but have new neighbours: what sees several lines
// sees something else there. So each change counts with some lines before and after it.
#pragma once

#include <string_view>
#include <vector>

#include "git/raw_object.h"
#include "keysieve/detector.h"

namespace keysieve {

// Whole lines that text and base share.
struct CopiedLines {
  Span lines;              // of the text
  std::size_t source = 0;  // where they begin in the base
};

// All of them, ascending; what goes on in both is one.
std::vector<CopiedLines> copied_lines(std::string_view text, const DeltaView& delta);

// Whole lines of `text`, in ascending parts that do not touch: all that are not copied, with
// `margin` lines around each change.
std::vector<Span> changed_lines(std::string_view text, const DeltaView& delta,
                                const std::vector<CopiedLines>& copied, int margin);

}  // namespace keysieve
