#include "report/summary_words.h"

#include <fmt/format.h>

#include "report/words.h"

namespace keysieve {
namespace {

// What the source's completeness counts.
std::string_view unit_of(const SourceInfo& source) {
  if (source.kind == "history" || source.kind == "range") return "object";
  return source.kind == "staged" ? "staged file" : "file";
}

std::string_view source_noun(std::string_view kind) {
  if (kind == "stdin") return "standard input";
  if (kind == "staged") return "what is staged";
  if (kind == "worktree") return "work tree";
  return kind == "range" ? "range of commits" : kind;
}

// "3 secrets found: 1 live, 2 in the past only"; before a finding, there is `none` to say.
std::string found_text(const Tally& counts, std::string none) {
  if (counts.findings == 0) {
    if (counts.suppressed == 0) return none;
    return fmt::format("{}, but for {} suppressed", none, grouped(counts.suppressed));
  }
  return fmt::format("{} found: {}", counted(counts.findings, "secret"),
                     listed(counts.by_status, status_words));
}

}  // namespace

std::string_view status_words(FindingStatus status) {
  switch (status) {
    case FindingStatus::live:
      return "live";
    case FindingStatus::on_ref:
      return "on another ref";
    case FindingStatus::history:
      return "in the past only";
    case FindingStatus::unreachable:
      return "in unreachable objects only";
    case FindingStatus::staged:
      return "staged";
    case FindingStatus::worktree:
      return "in the work tree";
    case FindingStatus::file:
      return "in files";
    case FindingStatus::standard_input:
      return "on standard input";
  }
  return {};
}

std::string source_words(const SourceInfo& source) {
  std::string text(source_noun(source.kind));
  const std::string_view in = source.kind == "staged" ? " in " : " of ";
  if (!source.repository.empty()) text.append(in).append(source.repository);
  if (source.head) text += " at " + source.head->hex().substr(0, 10);
  if (source.shallow) text += ", a shallow clone: what is older was not there to scan";
  return text;
}

std::string scanned_words(const Report& report) {
  const Completeness& done = report.completeness;
  std::string text = fmt::format("{} of {}", grouped(done.scanned),
                                 counted(done.expected, unit_of(report.source)));
  if (done.skipped != 0) text += fmt::format(" ({} skipped)", grouped(done.skipped));
  text += ", " + byte_size(report.bytes);
  if (report.source.kind == "history") text += ", " + counted(report.source.refs, "ref");
  return text;
}

std::string closing_sentence(const Report& report, const Tally& counts) {
  const Completeness& done = report.completeness;
  const std::string_view unit = unit_of(report.source);
  if (done.complete()) {
    const std::string all =
        report.source.kind == "stdin" ? "standard input" : counted(done.scanned, unit);
    return found_text(counts, fmt::format("No secrets found in {}", all)) + '.';
  }
  const std::string rest = counts.findings == 0
                               ? found_text(counts, "nothing was found in the rest")
                               : "in the rest, " + found_text(counts, {});
  return fmt::format("INCOMPLETE: {} could not be read; {}.", counted(done.unread(), unit), rest);
}

}  // namespace keysieve
