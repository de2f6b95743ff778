// One finding as a block of text: what it is, when it came and went, where it is, what to do.
#pragma once

#include "keysieve/scan.h"
#include "report/page.h"

namespace keysieve {

// What history tells of a secret: introduced, removed, present, exposed, where it occurs.
void write_story(const Finding& finding, Page& page);

void write_finding(const Finding& finding, const Rule& rule, Page& page);

// A suppressed finding: one line.
void write_suppressed(const Finding& finding, Page& page);

// A candidate that was rejected, and why.
void write_rejected(const Rejected& rejected, Page& page);

}  // namespace keysieve
