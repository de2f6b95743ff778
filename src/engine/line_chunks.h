// Cuts lines into chunks of several hundred bytes, where what stands before a newline says so. So
// the same lines are cut in the same places wherever they stand, and a few others in between make
// different chunks only around them.
#pragma once

#include <string_view>

#include "keysieve/detector.h"

namespace keysieve {

// The first chunk of `lines`, which are whole lines of `text`; all of them where they are few.
Span first_chunk(std::string_view text, Span lines);

}  // namespace keysieve
