// A table for spreadsheets: RFC 4180, one finding a row.
//
// Spreadsheets run what looks like a formula. A cell that begins with what starts one gets an
// apostrophe in front, which they take for "this is text"; so does one that begins with an
// apostrophe, so that taking off one apostrophe always gives back what stood there.
#include <array>

#include <fmt/format.h>

#include "base/printable.h"
#include "report/change.h"
#include "report/main_place.h"
#include "report/tally.h"
#include "report/words.h"
#include "report/writers.h"

namespace keysieve {
namespace {

// Full-width forms too: some spreadsheets read them as the plain ones.
bool starts_formula(std::string_view cell) {
  static constexpr std::array<std::string_view, 12> starts = {"=",
                                                              "+",
                                                              "-",
                                                              "@",
                                                              "\t",
                                                              "\r",
                                                              "\n",
                                                              "'",
                                                              "\xEF\xBC\x9D",
                                                              "\xEF\xBC\x8B",
                                                              "\xEF\xBC\x8D",
                                                              "\xEF\xBC\xA0"};
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return cell.starts_with(start); });
}

std::string csv_cell(std::string_view bytes) {
  std::string text = printable_lines(bytes);
  if (starts_formula(text)) text.insert(0, "'");
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted += '"';
}

std::string number_or_empty(std::optional<std::int64_t> number) {
  return number ? fmt::format("{}", *number) : std::string();
}

// As many refs as a cell holds: a spreadsheet spreads what is longer over the cells beneath.
std::string refs_cell(const std::vector<std::string>& refs) {
  static constexpr std::size_t longest = 32'000;  // of 32,767 characters
  std::string cell;
  for (std::size_t i = 0; i < refs.size(); ++i) {
    if (cell.size() + 1 + refs[i].size() > longest) {
      return cell + fmt::format(" and {} more", refs.size() - i);
    }
    cell += (i == 0 ? "" : " ") + refs[i];
  }
  return cell;
}

constexpr std::array<std::string_view, 25> columns = {
    "fingerprint",   "rule_id",     "rule_name",  "severity",    "status",
    "change",        "secret",      "path",       "line",        "column",
    "end_line",      "end_column",  "object",     "commit",      "author",
    "author_email",  "authored_at", "summary",    "removed_by",  "present_in",
    "exposure_days", "occurrences", "confidence", "suppression", "suppression_reason"};

using Row = std::array<std::string, columns.size()>;

std::string change_word(const Finding& finding, const Report& report) {
  return report.since ? std::string(to_string(change_of(finding, *report.since))) : std::string();
}

Row row_of(const Finding& finding, const Report& report, const RuleSet& rules) {
  const Rule& rule = rule_of(finding, rules);
  const MainPlace place = first_place(finding);
  const Introduction* const by = place.introduction;
  const auto commit = place.commit();
  const bool in_object = place.occurrence != nullptr && place.occurrence->object;
  return {finding.fingerprint,
          rule.id,
          rule.name,
          std::string(to_string(rule.severity)),
          std::string(to_string(finding.status)),
          change_word(finding, report),
          finding.secret,
          place.path.value_or(""),
          fmt::format("{}", place.region.start_line),
          fmt::format("{}", place.region.start_column),
          fmt::format("{}", place.region.end_line),
          fmt::format("{}", place.region.end_column),
          in_object ? place.occurrence->object->hex() : std::string(),
          commit ? commit->hex() : std::string(),
          by != nullptr ? by->author.name : std::string(),
          by != nullptr ? by->author.email : std::string(),
          by != nullptr ? iso8601(by->authored) : std::string(),
          by != nullptr ? by->summary : std::string(),
          finding.removed.empty() ? std::string() : finding.removed.front().commit.hex(),
          refs_cell(finding.present_in),
          number_or_empty(finding.exposure_days),
          fmt::format("{}", finding.occurrences.size()),
          fmt::format("{:.2f}", finding.confidence),
          finding.suppression ? finding.suppression->kind : std::string(),
          finding.suppression ? finding.suppression->reason : std::string()};
}

template <typename Cells>
void write_row(const Cells& cells, std::ostream& out) {
  const char* separator = "";
  for (const auto& cell : cells) {
    out << separator << csv_cell(cell);
    separator = ",";
  }
  out << "\r\n";
}

}  // namespace

void write_csv(const Report& report, const RuleSet& rules, const ReportOptions&,
               std::ostream& out) {
  write_row(columns, out);
  for (const Finding& finding : report.findings) write_row(row_of(finding, report, rules), out);
  if (!report.since) return;
  for (const Finding& finding : report.since->gone) write_row(row_of(finding, report, rules), out);
}

}  // namespace keysieve
