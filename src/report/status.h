// How much a finding's status hurts.
#pragma once

#include "keysieve/finding.h"

namespace keysieve {

// What can still be kept from the public, or is public now, comes before what is past.
bool more_urgent(FindingStatus a, FindingStatus b);

}  // namespace keysieve
