#include "engine/suppress.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "base/printable.h"
#include "detect/finding_allowlists.h"
#include "keysieve/repo_file.h"

namespace keysieve {
namespace {

// A source of which all is scanned that an entry could speak of.
bool is_whole(const Source& source, const Report& report) {
  return std::holds_alternative<HistorySource>(source) && report.completeness.complete();
}

// Only what a change brings is found in it, so a mark that accepts it came along.
bool is_change(const Source& source) {
  const auto* range = std::get_if<RangeSource>(&source);
  return std::holds_alternative<StagedSource>(source) ||
         (range != nullptr && (range->ends || range->revisions.find("..") != std::string::npos));
}

using Fingerprints = std::set<std::string, std::less<>>;

// Of the entries that stood before the change: those alone were there for everybody to see.
Fingerprints accepted_before(const RepoFile& file, std::string_view today) {
  Fingerprints accepted;
  for (const RepoText& text : file.before) {
    for (IgnoreEntry& entry : parse_ignore_file(text.text).entries) {
      const bool holds = today.empty() || entry.expires.empty() || entry.expires >= today;
      if (holds) accepted.insert(std::move(entry.fingerprint));
    }
  }
  return accepted;
}

class IgnoreFileUse {
 public:
  IgnoreFileUse(const RepoFile& file, std::string today)
      : origin_(file.now->origin),
        today_(std::move(today)),
        file_(parse_ignore_file(file.now->text)),
        before_(accepted_before(file, today_)),
        is_change_(file.is_change) {
    for (const IgnoreEntry& entry : file_.entries) entries_[entry.fingerprint].push_back(&entry);
  }

  void apply(Finding* finding) {
    const auto found = entries_.find(finding->fingerprint);
    if (found == entries_.end()) return;
    used_.insert(finding->fingerprint);
    for (const IgnoreEntry* entry : found->second) {
      if (is_expired(*entry)) {
        expired_.push_back(entry);
      } else if (!finding->suppression) {
        const bool added = is_change_ && !before_.contains(finding->fingerprint);
        finding->suppression = Suppression{"file", entry->reason, added};
      }
    }
  }

  // With `whole`, also of the entries that fit nothing.
  void tell(bool whole, const RuleSet& rules, std::vector<Notice>* notices) const {
    for (const IgnoreFile::Fault& fault : file_.faults) {
      say("ignore-file", fmt::format("{}:{}: {}", origin_, fault.line, fault.message), notices);
    }
    for (const IgnoreEntry* entry : expired_) {
      say("expired-suppression",
          fmt::format("{}:{}: what it accepts counts again: it expired on {} (rule {}, {})",
                      origin_, entry->line, entry->expires, entry->rule_id, entry->path_hint),
          notices);
    }
    if (whole) tell_unused(rules, notices);
  }

 private:
  static void say(const char* kind, const std::string& message, std::vector<Notice>* notices) {
    notices->push_back({kind, std::nullopt, printable(message)});
  }

  bool is_expired(const IgnoreEntry& entry) const {
    return !today_.empty() && !entry.expires.empty() && entry.expires < today_;
  }

  // An entry of a rule that was not asked for may well fit something.
  void tell_unused(const RuleSet& rules, std::vector<Notice>* notices) const {
    std::vector<unsigned> lines;
    for (const IgnoreEntry& entry : file_.entries) {
      const bool asked = entry.rule_id.empty() || entry.rule_id == "-" || rules.find(entry.rule_id);
      if (asked && !used_.contains(entry.fingerprint)) lines.push_back(entry.line);
    }
    if (lines.empty()) return;
    const bool one = lines.size() == 1;
    say("unused-suppression",
        fmt::format("{}: nothing that was found is what {} {} {}: take {} out", origin_,
                    one ? "line" : "lines", fmt::join(lines, ", "), one ? "accepts" : "accept",
                    one ? "it" : "them"),
        notices);
  }

  const std::string origin_, today_;
  const IgnoreFile file_;
  const Fingerprints before_;
  const bool is_change_;
  std::map<std::string_view, std::vector<const IgnoreEntry*>> entries_;  // by fingerprint
  Fingerprints used_;
  std::vector<const IgnoreEntry*> expired_;  // that would have accepted something
};

// Nobody pays for the file where nothing was found, unless its entries are to be gone through.
void apply_ignore_file(const Source& source, const RuleSet& rules, const std::string& today,
                       Report* report) {
  const bool whole = is_whole(source, *report);
  if (report->findings.empty() && !whole) return;
  std::vector<Notice>& notices = report->completeness.notices;
  const auto file = read_repo_file(source, ignore_file_name);
  if (!file) {
    notices.push_back({"ignore-file", std::nullopt, printable(file.error().message)});
  } else if (file->now) {
    IgnoreFileUse use(*file, today);
    for (Finding& finding : report->findings) use.apply(&finding);
    use.tell(whole, rules, &notices);
  }
}

void apply_allowlists(const std::vector<FindingAllowlist>& lists, const RuleSet& rules,
                      std::vector<Finding>* findings) {
  if (lists.empty()) return;
  const FindingAllowlists allowlists(lists, rules);
  for (Finding& finding : *findings) {
    if (finding.suppression) continue;
    if (const FindingAllowlist* list = allowlists.accepting(finding)) {
      finding.suppression = Suppression{"config", list->reason, list->added};
    }
  }
}

}  // namespace

void suppress(const Source& source, const RuleSet& rules, const ScanOptions& options,
              Report* report) {
  for (Finding& finding : report->findings) {
    const bool marked = finding.suppression && finding.suppression->kind == "inline";
    if (marked) finding.suppression->added = is_change(source);
  }
  const SuppressionOptions& by = options.suppressions;
  if (by.ignore_file) apply_ignore_file(source, rules, by.today, report);
  apply_allowlists(by.allowlists, rules, &report->findings);
}

}  // namespace keysieve
