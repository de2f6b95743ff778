// Grades for a person: of one key everything; of several a table first, then everything of those
// that are not as they should be.
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/grade_report.h"
#include "report/page.h"
#include "report/text_finding.h"
#include "report/words.h"

namespace keysieve {
namespace {

Tone tone_of(const GradedKey& key) {
  if (key.leak) return Tone::worst;
  return key.strength.is_strong() ? Tone::good : Tone::bad;
}

std::string name_of(const GradedKey& key, const Page& page) {
  return page.safe(key.name.empty() ? key.origin : key.name);
}

std::string full_name(const GradedKey& key, const Page& page) {
  if (key.name.empty()) return page.safe(key.origin);
  return page.safe(fmt::format("{} in {}", key.name, key.origin));
}

std::string about_bits(const KeyStrength& strength) {
  return fmt::format("about {} bits", grouped(static_cast<std::uint64_t>(strength.bits)));
}

void write_head(const GradedKey& key, Page& page) {
  const std::string name = full_name(key, page);
  const std::string_view verdict = verdict_on(key);
  const std::size_t used = width(name) + verdict.size();
  const std::string gap(std::max<std::size_t>(2, page.columns() - std::min(page.columns(), used)),
                        ' ');
  page.line(page.paint(Tone::strong, name) + gap + page.paint(tone_of(key), verdict));
}

void write_strength(const KeyStrength& strength, Page& page) {
  if (strength.length == 0) return;
  page.paragraph("length", fmt::format("{}, {} of them different",
                                       counted(strength.length, "character"), strength.distinct));
  page.paragraph("alphabet",
                 fmt::format("{} ({} characters)", strength.alphabet, strength.alphabet_size));
  page.paragraph("strength", fmt::format("{} to guess; {:.0f} are out of reach",
                                         about_bits(strength), min_strong_bits));
  page.paragraph("Django", strength.django.empty()
                               ? "would take it (its check security.W009)"
                               : fmt::format("would warn of it (security.W009): it {}",
                                             fmt::join(strength.django, ", it ")));
}

void write_faults(const KeyStrength& strength, Page& page) {
  std::vector<std::string> lines;
  for (const KeyFault& fault : strength.faults) {
    for (std::string& line : wrapped(fault.message, page.room())) {
      lines.push_back(std::move(line));
    }
  }
  page.row("weak because", lines);
}

std::string objects_read(const Completeness& done) {
  return fmt::format("{} of {}", grouped(done.scanned), counted(done.expected, "object"));
}

void write_history(const GradedKey& key, const Grades& grades, Page& page) {
  if (!grades.history) {
    page.paragraph("history",
                   "not looked at: --repo PATH says whether a repository holds this key");
    return;
  }
  if (key.reason_not_searched) {
    page.paragraph("history", *key.reason_not_searched);
    return;
  }
  const std::string where = page.safe(grades.history->source.repository);
  const Completeness& done = grades.history->completeness;
  if (key.leak) {
    page.paragraph("history", fmt::format("this very key is in the history of {} ({})", where,
                                          to_string(key.leak->status)));
    write_story(*key.leak, page);
  } else if (done.complete()) {
    page.paragraph("history",
                   fmt::format("not in the history of {}: {} read", where, objects_read(done)));
  } else {
    page.paragraph("history",
                   fmt::format("not found in the history of {}, of which only {} could be "
                               "read",
                               where, objects_read(done)));
  }
}

// What to do, in the order to do it.
std::string advice(const GradedKey& key) {
  if (key.leak) {
    return "make a new key (keysieve generate), put it in this one's place, and let the old one be "
           "accepted no longer; taking it out of the repository's history does not make it secret "
           "again";
  }
  return "make a new key: keysieve generate";
}

void write_key(const GradedKey& key, const Grades& grades, Page& page) {
  write_head(key, page);
  if (key.doubt) page.paragraph("doubt", *key.doubt);
  write_strength(key.strength, page);
  write_faults(key.strength, page);
  write_history(key, grades, page);
  if (key.leak || !key.strength.is_strong()) page.paragraph("do", advice(key));
  page.line();
}

std::string history_cell(const GradedKey& key, const Grades& grades) {
  if (!grades.history || key.reason_not_searched) return "not looked at";
  if (!key.leak) return grades.history->completeness.complete() ? "not in it" : "not found";
  std::string cell = fmt::format("{}", to_string(key.leak->status));
  if (!key.leak->introduced.empty()) {
    const Introduction& first = key.leak->introduced.front();
    cell += fmt::format(", {} {}", first.at_or_before ? "at or before" : "since",
                        iso8601(first.authored).substr(0, 10));
  }
  return cell;
}

// Painted when it is padded: escapes have no width.
std::string cell(const Page& page, Tone tone, std::string_view text, std::size_t columns) {
  const std::string gap(columns - std::min(columns, width(text)), ' ');
  return page.paint(tone, text) + gap;
}

void write_table(const Grades& grades, Page& page) {
  std::size_t widest = 4;
  for (const GradedKey& key : grades.keys) widest = std::max(widest, width(name_of(key, page)));
  widest = std::min<std::size_t>(widest, 40);
  page.line(page.paint(Tone::faint, fmt::format("{:<{}}  {:<15}  {:>5}  {:>6}  {}", "name", widest,
                                                "grade", "bits", "length", "history")));
  for (const GradedKey& key : grades.keys) {
    const std::string name = shortened(name_of(key, page), widest);
    page.line(fmt::format("{}  {}  {:>5}  {:>6}  {}", cell(page, Tone::strong, name, widest),
                          cell(page, tone_of(key), verdict_on(key), 15),
                          static_cast<std::uint64_t>(key.strength.bits), key.strength.length,
                          history_cell(key, grades)));
  }
  page.line();
}

void write_notices(const Report& history, Page& page) {
  if (history.completeness.notices.empty()) return;
  std::vector<std::string> messages;
  for (const Notice& notice : history.completeness.notices)
    messages.push_back(page.safe(notice.message));
  page.paragraph("notices", page.listed(messages));
  page.line();
}

void write_closing(const Grades& grades, Page& page) {
  const auto good = static_cast<std::size_t>(
      std::count_if(grades.keys.begin(), grades.keys.end(),
                    [](const GradedKey& key) { return key.strength.is_strong() && !key.leak; }));
  std::string text =
      good == grades.keys.size()
          ? fmt::format("{} graded: {}strong.", counted(good, "key"), good == 1 ? "" : "all ")
          : fmt::format("{} graded: {} weak or leaked.", counted(grades.keys.size(), "key"),
                        grades.keys.size() - good);
  if (grades.other_variables != 0) {
    text += fmt::format(" {} not look like {}: --name grades one all the same.",
                        counted(grades.other_variables, "other variable") +
                            (grades.other_variables == 1 ? " does" : " do"),
                        grades.other_variables == 1 ? "a key" : "keys");
  }
  for (const std::string& line : wrapped(text, page.columns())) page.line(line);
}

}  // namespace

void write_grades_text(const Grades& grades, const ReportOptions& options, std::ostream& out) {
  Page page(out, options);
  if (grades.history) page.link_to(grades.history->source);
  const bool many = grades.keys.size() > 1;
  if (many) write_table(grades, page);
  for (const GradedKey& key : grades.keys) {
    if (!many || key.leak || !key.strength.is_strong()) write_key(key, grades, page);
  }
  if (grades.history) write_notices(*grades.history, page);
  write_closing(grades, page);
}

}  // namespace keysieve
