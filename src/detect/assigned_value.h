// What stands on the right side of a sign: a text in quotes, or a bare word where files have those.
#pragma once

#include <cstddef>

#include "detect/assigned_text.h"

namespace keysieve {

// The value that begins behind `from`, past blanks and the calls around it, without its quotes; of
// no length where there is none, or an expression.
Span value_after(const AssignedText& in, std::size_t from, Sign sign);

}  // namespace keysieve
