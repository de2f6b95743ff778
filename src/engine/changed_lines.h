// The lines in which a version of a text differs from the one that its delta is made from.
//
// A line is the same in both if it was copied whole, and begins and ends in both.
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

// All other lines of `text`, ascending.
std::vector<Span> changed_lines(std::string_view text, const std::vector<CopiedLines>& copied);

}  // namespace keysieve
