// What disks, interrupted programs and attackers do to files.
#pragma once

#include <string>

#include "support/fake.h"

namespace keysieve::test {

// `bytes` with one piece of damage, never as they were: bits flipped, cut short, two pieces
// exchanged, a piece set to zeros, overwritten, taken out or put in twice.
std::string damaged(std::string bytes, Fake* fake);

}  // namespace keysieve::test
