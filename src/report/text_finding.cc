#include "report/text_finding.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "report/main_place.h"
#include "report/sentence.h"
#include "report/words.h"

namespace keysieve {
namespace {

std::string short_id(const ObjectId& id) {
  return id.hex().substr(0, 10);
}

// A commit's id, and a link to it. `submodule` has other pages than the repository.
std::string commit_id(const ObjectId& id, const std::string& submodule, const Page& page) {
  const std::string shown = page.is_full() ? id.hex() : short_id(id);
  const auto& web = page.web();
  return web && submodule.empty() ? page.linked(web->commit(id), shown) : shown;
}

std::string date(const Time& time) {
  return iso8601(time).substr(0, 10);
}

std::string name_of(const Person& person, const Page& page) {
  return page.safe(fmt::format("{} <{}>", person.name, person.email));
}

// The thing that holds the secret: a path where there is one.
std::string holder(const Occurrence& at, const Page& page) {
  return page.safe(holder_of(at));
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
  constexpr std::size_t widest = 100;  // beyond it the eye loses the line
  const std::size_t columns = std::min(page.columns(), widest);
  const std::size_t free = columns - std::min(columns, used + status.size());
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
  std::string where = by.path ? fmt::format("{}:{}:{}", page.safe(*by.path), by.line, by.column)
                              : in_message(by, page);
  const std::size_t room = page.room();
  const std::string subject = fmt::format("\"{}\"", shortened(page.safe(by.summary), room - 2));
  const bool fits = width(where) + 2 + width(subject) <= room;
  where = page.linked(page.page_of(by), where);
  if (fits) {
    lines->push_back(fmt::format("{}  {}", where, subject));
  } else {
    lines->insert(lines->end(), {where, subject});
  }
}

// A commit, its day and its author, on one line if it holds them.
void add_commit(const ObjectId& id, const std::string& submodule, const Time& authored,
                const Person& author, std::string_view prefix, const Page& page,
                std::vector<std::string>* lines) {
  const std::string shown = fmt::format("{}{}", prefix, commit_id(id, submodule, page));
  const std::string who = fmt::format("{}  {}", date(authored), name_of(author, page));
  const std::size_t digits = page.is_full() ? 40 : 10;
  if (prefix.size() + digits + 2 + width(who) <= page.room()) {
    lines->push_back(fmt::format("{}  {}", shown, who));
  } else {
    lines->insert(lines->end(), {shown, who});
  }
}

void add_introduction(const Introduction& by, const Page& page, std::vector<std::string>* lines) {
  add_commit(by.commit, by.submodule, by.authored, by.author,
             by.at_or_before ? "at or before " : "", page, lines);
  if (by.committer.name != by.author.name || by.committer.email != by.author.email) {
    lines->push_back(
        fmt::format("committed {} by {}", date(by.committed), name_of(by.committer, page)));
  }
  add_place(by, page, lines);
}

void add_rest(std::size_t all, std::size_t shown, std::vector<std::string>* lines) {
  if (all > shown) lines->push_back(fmt::format("and {} more", grouped(all - shown)));
}

void write_introduced(const Finding& finding, Page& page) {
  if (finding.introduced.empty()) return;
  std::vector<std::string> lines;
  const std::size_t all = finding.introduced.size(), shown = page.shown_of(all);
  for (std::size_t i = 0; i < shown; ++i) add_introduction(finding.introduced[i], page, &lines);
  add_rest(all, shown, &lines);
  page.row("introduced", lines);
}

// "never" is said only where a tree still holds it: elsewhere the removal is a merge's or unknown.
void write_removed(const Finding& finding, Page& page) {
  std::vector<std::string> lines;
  const std::size_t all = finding.removed.size(), shown = page.shown_of(all);
  for (std::size_t i = 0; i < shown; ++i) {
    const Removal& by = finding.removed[i];
    add_commit(by.commit, by.submodule, by.authored, by.author, "", page, &lines);
  }
  add_rest(all, shown, &lines);
  if (lines.empty() && !finding.present_in.empty()) lines.emplace_back("never");
  page.row("removed", lines);
}

// The refs of one kind among those that hold the secret: "2 branches (main, next)".
struct RefKind {
  std::string_view prefix, one, more;
};

constexpr std::array ref_kinds = {
    RefKind{"refs/heads/", "branch", "branches"},
    RefKind{"refs/remotes/", "remote branch", "remote branches"},
    RefKind{"refs/tags/", "tag", "tags"},
    RefKind{"refs/", "other ref", "other refs"},
};

const RefKind& kind_of(std::string_view ref) {
  return *std::find_if(ref_kinds.begin(), ref_kinds.end() - 1,
                       [&](const RefKind& kind) { return ref.starts_with(kind.prefix); });
}

// "HEAD, 2 branches (main, next) and 1 tag (v1)"
std::string present_words(const std::vector<std::string>& refs, const Page& page) {
  std::vector<std::string> parts;
  if (std::find(refs.begin(), refs.end(), "HEAD") != refs.end()) parts.emplace_back("HEAD");
  for (const RefKind& kind : ref_kinds) {
    std::vector<std::string> names;
    for (const std::string& ref : refs) {
      if (ref == "HEAD" || &kind_of(ref) != &kind) continue;
      const bool known = ref.starts_with(kind.prefix);
      names.push_back(page.safe(known ? ref.substr(kind.prefix.size()) : ref));
    }
    if (names.empty()) continue;
    const bool alone = parts.empty() && &kind == &ref_kinds.back();  // other than which?
    const std::string_view one = alone ? "ref" : kind.one, more = alone ? "refs" : kind.more;
    parts.push_back(fmt::format("{} {} ({})", grouped(names.size()), names.size() == 1 ? one : more,
                                page.listed(names)));
  }
  if (parts.size() < 2) return joined(parts);
  const std::string last = parts.back();
  parts.pop_back();
  return fmt::format("{} and {}", joined(parts), last);
}

// Where it stands, and for how long it could be read: nothing of a file, which is no more than
// there.
void write_status(const Finding& finding, Page& page) {
  std::string text;
  if (!finding.present_in.empty()) {
    const bool live = finding.status == FindingStatus::live;
    text = (live ? "live in " : "in ") + present_words(finding.present_in, page);
  } else if (finding.status == FindingStatus::history) {
    text = "in no branch or tag, in their past only";
  } else if (finding.status == FindingStatus::unreachable) {
    text = "in nothing that a branch or tag reaches";
  } else {
    return;
  }
  if (finding.exposure_days) {
    text += fmt::format("; exposed {}{}", duration(*finding.exposure_days),
                        finding.present_in.empty() ? "" : " so far");
  }
  page.paragraph("status", text);
}

void write_in_head(const Finding& finding, Page& page) {
  if (!finding.in_head) return;
  const Occurrence& at = *finding.in_head;
  page.row("in HEAD at", {page.linked(page.page_in_head(at), place(at, page))});
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
    page.paragraph("found at", page.listed(places));
  } else {
    page.paragraph("occurs in", counted(objects.size(), "object") + ": " + page.listed(holders));
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

void write_story(const Finding& finding, Page& page) {
  write_introduced(finding, page);
  write_removed(finding, page);
  write_status(finding, page);
  write_in_head(finding, page);
  write_occurrences(finding, page);
}

void write_finding(const Finding& finding, const Rule& rule, Page& page) {
  write_head(finding, rule, page);
  if (page.is_full()) page.paragraph("opens", page.safe(one_line(rule.description)));
  write_story(finding, page);
  write_facts(finding, page);
  if (!finding.contributions.empty() || page.is_full()) {
    page.row("confidence", {fmt::format("{:.2f}", finding.confidence)});
    write_contributions(finding.contributions, page);
  }
  page.paragraph("do", page.safe(one_line(rule.remediation)));
  if (!rule.preset.empty())
    page.row("new key", {"keysieve generate --for " + page.safe(rule.preset)});
  page.row("fingerprint", {fmt::format("{}  rule {}", finding.fingerprint, finding.rule_id)});
  page.line();
}

void write_suppressed(const Finding& finding, Page& page) {
  std::string text = fmt::format("  {}  {}", finding.rule_id, page.secret(finding.secret));
  if (!finding.occurrences.empty()) text += "  " + place(finding.occurrences.front(), page);
  page.line(text + "  " + page.safe(words_of(*finding.suppression)));
}

void write_rejected(const Rejected& rejected, Page& page) {
  const Occurrence at{.object = rejected.object,
                      .path = rejected.path.empty() ? std::nullopt : std::optional(rejected.path),
                      .region = {},
                      .first_commit = {}};
  page.line(fmt::format("  {}  {}  {}:{}", rejected.rule_id, page.secret(rejected.secret),
                        holder(at, page), rejected.line));
  page.row("because", wrapped(page.safe(rejected.reason), page.room()));
  page.row(
      "", {fmt::format("entropy {:.2f}, randomness {:.2f}, confidence {:.2f}, {}", rejected.entropy,
                       rejected.randomness, rejected.confidence, times(rejected.times))});
  write_contributions(rejected.contributions, page);
}

}  // namespace keysieve
