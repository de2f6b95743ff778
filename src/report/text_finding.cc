#include "report/text_finding.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "report/words.h"

namespace keysieve {
namespace {

constexpr std::size_t room = Page::columns - Page::indent;

std::string short_id(const ObjectId& id) {
  return id.hex().substr(0, 10);
}

std::string date(const Time& time) {
  return iso8601(time).substr(0, 10);
}

std::string name_of(const Person& person, const Page& page) {
  return page.safe(fmt::format("{} <{}>", person.name, person.email));
}

Tone tone_of(Severity severity) {
  switch (severity) {
    case Severity::critical:
      return Tone::worst;
    case Severity::high:
      return Tone::bad;
    case Severity::medium:
      return Tone::notable;
    case Severity::low:
      return Tone::faint;
  }
  return Tone::strong;
}

// The thing that holds the secret: a path where there is one.
std::string holder(const Occurrence& at, const Page& page) {
  if (at.path) return page.safe(*at.path);
  if (!at.object) return "standard input";
  const std::string id = short_id(*at.object);
  if (at.kind == ObjectKind::blob) return fmt::format("blob {}", id);
  return fmt::format("the message of {} {}", to_string(at.kind), id);
}

std::string place(const Occurrence& at, const Page& page) {
  return fmt::format("{}:{}:{}", holder(at, page), at.region.start_line, at.region.start_column);
}

void write_head(const Finding& finding, const Rule& rule, Page& page) {
  const std::string severity = fmt::format("{:<8}", to_string(rule.severity));
  const std::string secret = page.secret(finding.secret);
  const std::string_view status = to_string(finding.status);
  const std::string name = page.safe(rule.name);
  const std::size_t used = width(severity) + 2 + width(name) + 2 + width(secret);
  const std::size_t free = Page::columns - std::min(Page::columns, used + status.size());
  const std::string gap(std::max<std::size_t>(2, free), ' ');
  page.line(fmt::format("{}  {}  {}{}{}", page.paint(tone_of(rule.severity), severity),
                        page.paint(Tone::strong, name), secret, gap, status));
}

std::string in_message(const Introduction& by, const Page& page) {
  const char* const words = "in the commit message";
  return by.submodule.empty() ? words : fmt::format("{}, in {}", words, page.safe(by.submodule));
}

// The place and the subject of an introducing commit, on one line if it holds both.
void add_place(const Introduction& by, const Page& page, std::vector<std::string>* lines) {
  const std::string where = by.path
                                ? fmt::format("{}:{}:{}", page.safe(*by.path), by.line, by.column)
                                : in_message(by, page);
  const std::string subject = fmt::format("\"{}\"", shortened(page.safe(by.summary), room - 2));
  if (width(where) + 2 + width(subject) <= room) {
    lines->push_back(fmt::format("{}  {}", where, subject));
  } else {
    lines->insert(lines->end(), {where, subject});
  }
}

void add_introduction(const Introduction& by, const Page& page, std::vector<std::string>* lines) {
  lines->push_back(fmt::format("{}{}  {}  {}", by.at_or_before ? "at or before " : "",
                               short_id(by.commit), date(by.authored), name_of(by.author, page)));
  if (by.committer.name != by.author.name || by.committer.email != by.author.email) {
    lines->push_back(
        fmt::format("committed {} by {}", date(by.committed), name_of(by.committer, page)));
  }
  add_place(by, page, lines);
}

std::string and_more(std::size_t count) {
  return fmt::format("and {} more", grouped(count - few));
}

void write_introduced(const Finding& finding, Page& page) {
  if (finding.introduced.empty()) return;
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < std::min(few, finding.introduced.size()); ++i) {
    add_introduction(finding.introduced[i], page, &lines);
  }
  if (finding.introduced.size() > few) lines.push_back(and_more(finding.introduced.size()));
  page.row("introduced", lines);
}

// "never" is said only where a tree still holds it: elsewhere the removal is a merge's or unknown.
void write_removed(const Finding& finding, Page& page) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < std::min(few, finding.removed.size()); ++i) {
    const Removal& by = finding.removed[i];
    lines.push_back(fmt::format("{}  {}  {}", short_id(by.commit), date(by.authored),
                                name_of(by.author, page)));
  }
  if (finding.removed.size() > few) lines.push_back(and_more(finding.removed.size()));
  if (lines.empty() && !finding.present_in.empty()) lines.emplace_back("never");
  page.row("removed", lines);
}

void write_present(const Finding& finding, Page& page) {
  std::vector<std::string> names;
  for (const std::string& ref : finding.present_in) names.push_back(page.safe(ref));
  if (!names.empty()) {
    page.paragraph("present in", first_few(names));
  } else if (finding.status == FindingStatus::history) {
    page.paragraph("present in", "no branch or tag: in their past only");
  } else if (finding.status == FindingStatus::unreachable) {
    page.paragraph("present in", "nothing that a branch or tag reaches");
  }
}

void write_exposure(const Finding& finding, Page& page) {
  if (!finding.exposure_days) return;
  const char* still = finding.present_in.empty() ? "" : " so far";
  page.paragraph("exposed", duration(*finding.exposure_days) + still);
}

// With commits to tell of, a count and the names; without them, the exact places.
void write_occurrences(const Finding& finding, Page& page) {
  std::set<ObjectId> objects;
  std::vector<std::string> holders, places;
  for (const Occurrence& at : finding.occurrences) {
    if (at.object) objects.insert(*at.object);
    holders.push_back(holder(at, page));
    places.push_back(place(at, page));
  }
  std::sort(holders.begin(), holders.end());
  holders.erase(std::unique(holders.begin(), holders.end()), holders.end());
  if (finding.introduced.empty()) {
    page.paragraph("found at", first_few(places));
  } else {
    page.paragraph("occurs in", counted(objects.size(), "object") + ": " + first_few(holders));
  }
}

// What the secret's form proves, and what stands beside it: {"aws_account", …} as "aws account …".
void write_facts(const Finding& finding, Page& page) {
  const auto words = [&](const std::string& name, const std::string& value) {
    std::string text = fmt::format("{} {}", name, value);
    std::replace(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(name.size()), '_', ' ');
    return page.safe(text);
  };
  std::vector<std::string> facts, companions;
  if (finding.validation.status == ValidationStatus::valid) facts.emplace_back("well formed");
  for (const auto& [name, value] : finding.validation.facts) facts.push_back(words(name, value));
  for (const auto& [name, value] : finding.companions) {
    companions.push_back(words(name, page.secret(value)));
  }
  if (!facts.empty()) page.paragraph("form", fmt::format("{}", fmt::join(facts, ", ")));
  if (!companions.empty()) page.paragraph("with", fmt::format("{}", fmt::join(companions, ", ")));
}

// A rule file may break its texts into lines where it likes.
std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

// Each thing that was weighed, the weightiest first: "+2.1 randomness 0.82, -0.3 a test".
void write_contributions(Contributions all, Page& page) {
  if (all.empty()) return;
  std::stable_sort(all.begin(), all.end(), [](const Contribution& a, const Contribution& b) {
    return std::abs(a.added) > std::abs(b.added);
  });
  std::vector<std::string> texts;
  for (const auto& [feature, value, added] : all) {
    const bool is_measured = value > 0 && value < 1;
    texts.push_back(is_measured ? fmt::format("{:+.1f} {} {:.2f}", added, feature, value)
                                : fmt::format("{:+.1f} {}", added, feature));
  }
  page.paragraph("weighed", fmt::format("{}", fmt::join(texts, ", ")));
}

std::string times(std::uint64_t count) {
  return count == 1 ? "once" : counted(count, "time");
}

}  // namespace

void write_finding(const Finding& finding, const Rule& rule, Page& page) {
  write_head(finding, rule, page);
  write_introduced(finding, page);
  write_removed(finding, page);
  write_present(finding, page);
  write_exposure(finding, page);
  write_occurrences(finding, page);
  write_facts(finding, page);
  if (!finding.contributions.empty()) {
    page.row("confidence", {fmt::format("{:.2f}", finding.confidence)});
    write_contributions(finding.contributions, page);
  }
  page.paragraph("do", page.safe(one_line(rule.remediation)));
  page.row("fingerprint", {fmt::format("{}  rule {}", finding.fingerprint, finding.rule_id)});
  page.line();
}

void write_suppressed(const Finding& finding, Page& page) {
  std::string text = fmt::format("  {}  {}", finding.rule_id, page.secret(finding.secret));
  if (!finding.occurrences.empty()) text += "  " + place(finding.occurrences.front(), page);
  text += fmt::format("  {}", finding.suppression->kind);
  const std::string reason = page.safe(finding.suppression->reason);
  if (!reason.empty()) text += ": " + reason;
  page.line(text);
}

void write_rejected(const Rejected& rejected, Page& page) {
  const Occurrence at{.object = rejected.object,
                      .path = rejected.path.empty() ? std::nullopt : std::optional(rejected.path),
                      .region = {},
                      .first_commit = {}};
  page.line(fmt::format("  {}  {}  {}:{}", rejected.rule_id, page.secret(rejected.secret),
                        holder(at, page), rejected.line));
  page.row("because", wrapped(page.safe(rejected.reason), room));
  page.row(
      "", {fmt::format("entropy {:.2f}, randomness {:.2f}, confidence {:.2f}, {}", rejected.entropy,
                       rejected.randomness, rejected.confidence, times(rejected.times))});
  write_contributions(rejected.contributions, page);
}

}  // namespace keysieve
