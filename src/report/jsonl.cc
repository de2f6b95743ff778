// The JSON report as lines, for programs that read as they go: what was scanned, then a finding a
// line, then the summary. Each line says its type; its other keys are those of the JSON report.
#include "report/report_json.h"
#include "report/writers.h"

namespace keysieve {
namespace {

template <typename Write>
void write_line(const Report& report, const RuleSet& rules, std::string_view type,
                std::ostream& out, Write write) {
  JsonWriter json(out, JsonWriter::Layout::line);
  json.begin_object().member("type", type);
  write(ReportJson(report, rules, json));
  json.end_object();
}

}  // namespace

void write_jsonl(const Report& report, const RuleSet& rules, const ReportOptions&,
                 std::ostream& out) {
  write_line(report, rules, "header", out, [](const ReportJson& json) { json.head(); });
  for (const Finding& each : report.findings) {
    write_line(report, rules, "finding", out,
               [&](const ReportJson& json) { json.finding_members(each); });
  }
  if (report.since) {
    for (const Finding& each : report.since->gone) {
      write_line(report, rules, "gone", out,
                 [&](const ReportJson& json) { json.finding_members(each); });
    }
  }
  write_line(report, rules, "summary", out, [](const ReportJson& json) { json.summary(); });
}

}  // namespace keysieve
