// A summary to read on a forge: Markdown, a row for each finding, what hurts most first. Always
// redacted, for it is made to be shown around. It stays within what GitHub takes as the summary of
// a step (1 MiB): what does not fit is counted.
#include <fmt/format.h>

#include "base/printable.h"
#include "report/change.h"
#include "report/main_place.h"
#include "report/order.h"
#include "report/sentence.h"
#include "report/summary_words.h"
#include "report/tally.h"
#include "report/words.h"
#include "report/writers.h"

namespace keysieve {
namespace {

constexpr std::size_t most_bytes = 1'000'000;

// No character of a repository is left that means anything to Markdown, HTML or a forge, which
// leaves mentions and references in code alone.
std::string code(std::string_view bytes) {
  std::string out = "<code>";
  for (const char c : printable(bytes)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte >= 0x80 || (byte >= '0' && byte <= '9') ||
                       (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == ' ';
    if (plain) {
      out += c;
    } else {
      out += fmt::format("&#{};", byte);
    }
  }
  return out + "</code>";
}

std::string introduced_words(const MainPlace& place) {
  const Introduction* const by = place.introduction;
  if (by == nullptr) return {};
  return fmt::format("{}{} {} {}", by->at_or_before ? "at or before " : "",
                     code(by->commit.hex().substr(0, 10)), iso8601(by->authored).substr(0, 10),
                     code(by->author.name));
}

std::string row_of(const Finding& finding, const Report& report, const RuleSet& rules) {
  const Rule& rule = rule_of(finding, rules);
  const MainPlace place = main_place(finding);
  std::string status(to_string(finding.status));
  if (report.since)
    status = fmt::format("{}, {}", to_string(change_of(finding, *report.since)), status);
  return fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", to_string(rule.severity),
                     code(rule.name), code(finding.secret), status, code(words_of(place)),
                     introduced_words(place),
                     finding.exposure_days ? duration(*finding.exposure_days) : std::string());
}

std::string heading(const Report& report, const Tally& counts) {
  std::string text =
      counts.findings == 0 ? "No secrets found" : counted(counts.findings, "secret") + " found";
  if (!report.completeness.complete()) text = "Incomplete: " + text;
  return fmt::format("## keysieve: {}\n\n", text);
}

std::string facts(const Report& report, const Tally& counts) {
  std::string text = fmt::format("Scanned: {}.", scanned_words(report));
  if (counts.suppressed != 0) {
    text += fmt::format(" Suppressed: {}.", grouped(counts.suppressed));
  }
  if (report.since) {
    const ChangeCounts changes = count_changes(report);
    text += fmt::format(" Compared: {} new, {} unchanged, {} gone.", grouped(changes.added),
                        grouped(changes.unchanged), grouped(changes.gone));
  }
  return text + "\n\n";
}

std::string table(const Report& report, const RuleSet& rules, std::size_t room) {
  std::string text =
      "| severity | rule | secret | status | where | introduced | exposed |\n"
      "| --- | --- | --- | --- | --- | --- | --- |\n";
  std::size_t left_out = 0;
  for (const Finding* finding : worst_first(report, rules)) {
    if (finding->suppression) continue;
    const std::string row = row_of(*finding, report, rules);
    if (left_out != 0 || text.size() + row.size() > room) {
      ++left_out;
    } else {
      text += row;
    }
  }
  if (left_out != 0) text += fmt::format("\nLeft out for want of room: {}.\n", grouped(left_out));
  return text + "\n";
}

}  // namespace

void write_markdown(const Report& report, const RuleSet& rules, const ReportOptions&,
                    std::ostream& out) {
  const Tally counts = tally(report, rules);
  out << heading(report, counts) << facts(report, counts);
  if (counts.findings != 0) out << table(report, rules, most_bytes);
  std::size_t room = 20;
  for (const Notice& notice : report.completeness.notices) {
    if (room-- == 0) {
      out << fmt::format("- {} more notices\n", grouped(report.completeness.notices.size() - 20));
      break;
    }
    out << fmt::format("- {}: {}\n", code(notice.kind), code(notice.message));
  }
  if (counts.findings != 0) {
    out << "Whatever was pushed counts as known: make a new secret first, then clean up.\n";
  }
}

}  // namespace keysieve
