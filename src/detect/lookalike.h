// Values that are as random as secrets and are none: identifiers, hashes of public things,
// addresses, paths. Their form, or a word beside them, gives them away.
#pragma once

#include <string_view>

#include "keysieve/detector.h"

namespace keysieve {

// What the bytes `value` of `text` are instead of a secret, in words; empty if nothing is known.
std::string_view lookalike(std::string_view text, Span value);

bool is_uuid(std::string_view value);

}  // namespace keysieve
