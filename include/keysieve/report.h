// Reports: one writer a format. Every output redacts unless told not to.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "keysieve/scan.h"

namespace keysieve {

enum class ReportFormat {
  text,
  html,
  json,
  jsonl,
  sarif,
  csv,
  junit,
  gitlab,
  github,
  gitleaks,
  filter_repo,
  markdown,
};
std::optional<ReportFormat> parse_report_format(std::string_view name);

enum class SecretsShown {
  if_asked,  // redacted without ReportOptions::show_secrets
  never,     // redacted whatever is asked: made to be seen by many
  needed,    // of no use without ReportOptions::show_secrets
};

// A format as people choose it.
struct ReportFormatInfo {
  ReportFormat format;
  std::string_view name;  // "filter-repo"
  SecretsShown secrets = SecretsShown::if_asked;
};
std::span<const ReportFormatInfo> report_formats();
const ReportFormatInfo& info_of(ReportFormat format);

// How much of what it knows a text report says.
enum class Detail {
  brief,   // one line, and none for a scan that is complete and found nothing
  normal,  // a block for each finding, or a line for each where there are many
  full,    // a block for each, and nothing left out
};

struct ReportOptions {
  bool show_secrets = false;
  bool color = false;              // text: ANSI escapes
  bool explain = false;            // text: the rejected candidates and why
  std::size_t columns = 80;        // text: how wide lines may be
  bool links = false;              // text: OSC 8 hyperlinks to commits and lines on the web
  Detail detail = Detail::normal;  // text
};

// Writes `report`, made with `rules`, to `out`. The same report gives the same bytes.
void write_report(ReportFormat format, const Report& report, const RuleSet& rules,
                  const ReportOptions& options, std::ostream& out);

// `report` as it may be shown, with no secret in any text of it; write_report() does that by
// itself. Findings that are redacted already stay as they are.
Report redacted(Report report);

// At most the first 3 and last 3 characters and never more than a quarter of the secret, with "…"
// between. Bytes that are not printable are shown as "?"; a secret of several lines by its first.
std::string redact(std::string_view secret);

}  // namespace keysieve
