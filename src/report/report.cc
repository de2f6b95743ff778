// The table of formats: a new one is a row here and a writer beside it.
#include "keysieve/report.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "report/writers.h"

namespace keysieve {
namespace {

struct Format {
  ReportFormatInfo info;
  WriteReport* write;
};

constexpr std::array formats = {
    Format{{ReportFormat::text, "text"}, write_text},
    Format{{ReportFormat::html, "html", SecretsShown::never}, write_html},
    Format{{ReportFormat::json, "json"}, write_json},
    Format{{ReportFormat::jsonl, "jsonl"}, write_jsonl},
    Format{{ReportFormat::sarif, "sarif"}, write_sarif},
    Format{{ReportFormat::csv, "csv"}, write_csv},
    Format{{ReportFormat::junit, "junit"}, write_junit},
    Format{{ReportFormat::gitlab, "gitlab"}, write_gitlab},
    Format{{ReportFormat::github, "github", SecretsShown::never}, write_github},
    Format{{ReportFormat::markdown, "markdown", SecretsShown::never}, write_markdown},
    Format{{ReportFormat::gitleaks, "gitleaks"}, write_gitleaks},
    Format{{ReportFormat::filter_repo, "filter-repo", SecretsShown::needed}, write_filter_repo},
};

constexpr auto infos = [] {
  std::array<ReportFormatInfo, formats.size()> all{};
  std::transform(formats.begin(), formats.end(), all.begin(),
                 [](const Format& row) { return row.info; });
  return all;
}();

const Format& row_of(ReportFormat format) {
  const auto row = std::find_if(formats.begin(), formats.end(),
                                [&](const Format& known) { return known.info.format == format; });
  assert(row != formats.end());
  return *row;
}

}  // namespace

std::span<const ReportFormatInfo> report_formats() {
  return infos;
}

const ReportFormatInfo& info_of(ReportFormat format) {
  return row_of(format).info;
}

std::optional<ReportFormat> parse_report_format(std::string_view name) {
  const auto row = std::find_if(infos.begin(), infos.end(),
                                [&](const ReportFormatInfo& info) { return info.name == name; });
  if (row == infos.end()) return std::nullopt;
  return row->format;
}

// The one place where secrets are kept out, so that no writer has to.
void write_report(ReportFormat format, const Report& report, const RuleSet& rules,
                  const ReportOptions& options, std::ostream& out) {
  const Format& row = row_of(format);
  if (options.show_secrets && row.info.secrets != SecretsShown::never) {
    row.write(report, rules, options, out);
  } else {
    row.write(redacted(report), rules, options, out);
  }
}

}  // namespace keysieve
