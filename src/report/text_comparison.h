// What is new, unchanged and gone since an older report, for people.
#pragma once

#include "keysieve/scan.h"
#include "report/page.h"

namespace keysieve {

// Nothing of a report that was compared with no other.
void write_comparison(const Report& report, Page& page);

}  // namespace keysieve
