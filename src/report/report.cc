// The table of formats: a new one is a row here and a writer beside it.
#include "keysieve/report.h"

#include <algorithm>
#include <array>

#include "report/writers.h"

namespace keysieve {
namespace {

struct Format {
  ReportFormat format;
  std::string_view name;
  decltype(&write_json) write;
};

constexpr std::array formats = {
    Format{ReportFormat::text, "text", write_text},
    Format{ReportFormat::json, "json", write_json},
};

}  // namespace

std::optional<ReportFormat> parse_report_format(std::string_view name) {
  const auto row = std::find_if(formats.begin(), formats.end(),
                                [&](const Format& format) { return format.name == name; });
  if (row == formats.end()) return std::nullopt;
  return row->format;
}

void write_report(ReportFormat format, const Report& report, const RuleSet& rules,
                  const ReportOptions& options, std::ostream& out) {
  const auto row = std::find_if(formats.begin(), formats.end(),
                                [&](const Format& known) { return known.format == format; });
  row->write(report, rules, options, out);
}

}  // namespace keysieve
