// A report for programs: JSON, schema version 1, which docs/schema/report-1.json describes. Keys
// are never renamed or dropped within a version, and stand in a fixed order.
#include "report/report_json.h"
#include "report/writers.h"

namespace keysieve {

void write_json(const Report& report, const RuleSet& rules, const ReportOptions&,
                std::ostream& out) {
  JsonWriter json(out);
  const ReportJson parts(report, rules, json);
  json.begin_object();
  parts.head();
  parts.summary();
  json.key("findings").begin_array();
  for (const Finding& each : report.findings) parts.finding(each);
  json.end_array();
  parts.gone();
  json.end_object();
}

}  // namespace keysieve
