// The parts of the page, top to bottom. Each is a section with a heading of its own.
#pragma once

#include "report/html/contents.h"
#include "report/html/html_writer.h"

namespace keysieve {

// What was scanned, what was found, and whether that is all.
void write_summary(const Contents& contents, HtmlWriter& html);

// How many secrets were exposed when, and when each of the worst came and went.
void write_timeline(const Contents& contents, HtmlWriter& html);

// How many findings by rule, author and folder.
void write_breakdowns(const Contents& contents, HtmlWriter& html);

// Every finding: a row of a table, and below it all that is known of it.
void write_findings(const Contents& contents, HtmlWriter& html);

// The form that filters them.
void write_filters(const Contents& contents, HtmlWriter& html);

// Those that were accepted on purpose.
void write_suppressed(const Contents& contents, HtmlWriter& html);

// What the scan could not do, or left out as asked.
void write_notices(const Contents& contents, HtmlWriter& html);

// The secret's span as a bar on the time scale, for eyes alone: whoever calls says it in words,
// too.
void write_bar(const Contents& contents, const Finding& finding, HtmlWriter& html);

}  // namespace keysieve
