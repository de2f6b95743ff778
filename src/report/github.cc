// Annotations of a GitHub Actions job: workflow commands, one a line. They end up in logs that many
// may read, so they are always redacted.
//
// GitHub shows ten errors, ten warnings and ten notices of a step; what hurts most comes first, and
// the log has them all.
#include <fmt/format.h>

#include "base/printable.h"
#include "report/main_place.h"
#include "report/order.h"
#include "report/sentence.h"
#include "report/tally.h"
#include "report/words.h"
#include "report/writers.h"

namespace keysieve {
namespace {

// What actions/toolkit escapes, so that no text ends a command or begins another.
std::string escaped(std::string_view bytes, std::string_view special) {
  std::string out;
  for (const char c : printable(bytes)) {
    if (special.find(c) != std::string_view::npos) {
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      out += c;
    }
  }
  return out;
}

std::string message(std::string_view bytes) {
  return escaped(bytes, "%\r\n");
}

std::string property(std::string_view bytes) {
  return escaped(bytes, "%\r\n:,");
}

std::string_view level(Severity severity) {
  switch (severity) {
    case Severity::critical:
    case Severity::high:
      return "error";
    case Severity::medium:
      return "warning";
    case Severity::low:
      return "notice";
  }
  return {};
}

// Columns only within a line: GitHub ignores them otherwise, and counts the last one in.
std::string place_properties(const MainPlace& place) {
  if (!place.path) return {};
  const Region& at = place.region;
  std::string text =
      fmt::format("file={},line={},endLine={},", property(*place.path), at.start_line, at.end_line);
  if (at.start_line == at.end_line) {
    text += fmt::format("col={},endColumn={},", at.start_column,
                        std::max(at.start_column + 1, at.end_column) - 1);
  }
  return text;
}

void write_annotation(const Finding& finding, const Rule& rule, std::string_view change,
                      std::ostream& out) {
  out << fmt::format("::{} {}title={}::{}{}. {}\n", level(rule.severity),
                     place_properties(main_place(finding)), property("keysieve: " + rule.name),
                     message(change), message(sentence(finding, rule)), message(rule.remediation));
}

}  // namespace

void write_github(const Report& report, const RuleSet& rules, const ReportOptions&,
                  std::ostream& out) {
  for (const Finding* finding : worst_first(report, rules)) {
    if (finding->suppression) continue;
    const bool is_new = report.since && report.since->is_new(*finding);
    write_annotation(*finding, rule_of(*finding, rules), is_new ? "New: " : "", out);
  }
  const Completeness& done = report.completeness;
  if (!done.complete()) {
    out << fmt::format("::warning title=keysieve%3A incomplete::{}\n", message(unread_words(done)));
  }
  const Tally counts = tally(report, rules);
  if (counts.findings == 0 && done.complete()) {
    out << fmt::format("keysieve: no secrets found; {} scanned, {} suppressed\n",
                       grouped(done.scanned), grouped(counts.suppressed));
  }
}

}  // namespace keysieve
