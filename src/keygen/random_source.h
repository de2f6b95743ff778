// Whether the generator of random bytes gives any: a last line of defence against one that is
// stuck, in a virtual machine, an emulator or a library put in its place.
#pragma once

#include "keysieve/error.h"

namespace keysieve {

// Draws twice, and fails if the same comes twice, or one byte throughout. A good generator does
// that once in 2¹²⁸ times.
Status check_random_source();

}  // namespace keysieve
