// Several saved reports as one: what engine/join_reports.cc does for the submodules of a scan.
#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "keysieve/saved_report.h"
#include "keysieve/version.h"
#include "report/status.h"

namespace keysieve {
namespace {

using Origin = std::pair<std::string, std::string>;  // the repository's name and its remote

Origin origin_of(const SavedReport& saved) {
  return {saved.report.source.repository, saved.report.source.remote};
}

// What each report's repository is called in the merged one: by its name, or by its remote where
// several have that name. Nothing where all are of one repository.
std::map<Origin, std::string> labels_of(const std::vector<SavedReport>& reports) {
  std::map<Origin, std::string> labels;
  std::multiset<std::string> names;
  for (const SavedReport& saved : reports) {
    if (labels.emplace(origin_of(saved), "").second) names.insert(saved.report.source.repository);
  }
  if (labels.size() == 1) return labels;
  for (auto& [origin, label] : labels) {
    const bool distinct = names.count(origin.first) == 1 && !origin.first.empty();
    label = distinct ? origin.first : origin.second;
  }
  return labels;
}

std::string below(const std::string& label, const std::string& inner) {
  return inner.empty() ? label : label + '/' + inner;
}

void move_below(const std::string& label, Occurrence* at) {
  at->submodule = below(label, at->submodule);
  if (at->path) at->path = below(label, *at->path);
}

void move_below(const std::string& label, Finding* finding) {
  if (label.empty()) return;
  for (std::string& ref : finding->present_in) ref.insert(0, label + ':');
  for (Introduction& by : finding->introduced) {
    by.submodule = below(label, by.submodule);
    if (by.path) by.path = below(label, *by.path);
  }
  for (Removal& by : finding->removed) {
    by.submodule = below(label, by.submodule);
    by.path = below(label, by.path);
  }
  for (Occurrence& at : finding->occurrences) move_below(label, &at);
  if (finding->in_head) move_below(label, &*finding->in_head);
}

// Sorts by `key`, and drops what is there twice.
template <typename T, typename Key>
void sort_once(std::vector<T> more, std::vector<T>* all, Key key) {
  std::move(more.begin(), more.end(), std::back_inserter(*all));
  std::stable_sort(all->begin(), all->end(),
                   [&](const T& a, const T& b) { return key(a) < key(b); });
  const auto same = [&](const T& a, const T& b) { return key(a) == key(b); };
  all->erase(std::unique(all->begin(), all->end(), same), all->end());
}

auto by_time(const Introduction& by) {
  return std::tuple(by.committed.seconds, by.submodule, by.commit, by.path, by.line);
}

auto by_author_time(const Removal& by) {
  return std::tuple(by.authored.seconds, by.submodule, by.commit, by.path);
}

auto by_place(const Occurrence& at) {
  return std::tuple(at.path, at.region, at.object, at.kind, at.submodule);
}

void add_refs(std::vector<std::string> more, std::vector<std::string>* refs) {
  for (std::string& ref : more) {
    if (std::find(refs->begin(), refs->end(), ref) == refs->end()) refs->push_back(std::move(ref));
  }
}

// It lives if it lives anywhere, and is accepted only where it is everywhere.
void join(Finding part, Finding* whole) {
  if (more_urgent(part.status, whole->status)) whole->status = part.status;
  if (!part.suppression) whole->suppression.reset();
  if (!whole->in_head) whole->in_head = std::move(part.in_head);
  if (whole->redacted_from && !part.redacted_from) {
    whole->secret = std::move(part.secret);
    whole->redacted_from.reset();
    whole->companions = std::move(part.companions);
  }
  whole->confidence = std::max(whole->confidence, part.confidence);
  whole->exposure_days = std::max(whole->exposure_days, part.exposure_days);
  add_refs(std::move(part.present_in), &whole->present_in);
  sort_once(std::move(part.introduced), &whole->introduced, by_time);
  sort_once(std::move(part.removed), &whole->removed, by_author_time);
  sort_once(std::move(part.occurrences), &whole->occurrences, by_place);
}

// The order of a report: by first place, rule and fingerprint.
void sort_findings(std::vector<Finding>* findings) {
  const auto key = [](const Finding& finding) {
    const auto& all = finding.occurrences;
    return std::tuple(all.empty() ? std::nullopt : all.front().path,
                      all.empty() ? Region{} : all.front().region, finding.rule_id,
                      finding.fingerprint);
  };
  std::sort(findings->begin(), findings->end(),
            [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
}

void join_source(const SourceInfo& part, SourceInfo* whole) {
  if (whole->kind != part.kind) whole->kind = "merged";
  if (whole->head != part.head) whole->head.reset();
  if (whole->remote != part.remote) whole->remote.clear();
  if (whole->repository != part.repository) {
    whole->repository += (whole->repository.empty() ? "" : ", ") + part.repository;
  }
  whole->refs += part.refs;
  whole->shallow = whole->shallow || part.shallow;
}

void join_completeness(Completeness part, Completeness* whole) {
  whole->expected += part.expected;
  whole->scanned += part.scanned;
  whole->skipped += part.skipped;
  sort_once(std::move(part.notices), &whole->notices, [](const Notice& notice) {
    return std::tuple(notice.kind, notice.object, notice.message);
  });
}

void join_tool(const ToolInfo& part, ToolInfo* whole) {
  if (part.version != whole->version) whole->version = version;
  if (part.ruleset != whole->ruleset) whole->ruleset.clear();
  whole->rules = std::max(whole->rules, part.rules);
}

class Merge {
 public:
  explicit Merge(SavedReport first, std::string label) : whole_(std::move(first)) {
    std::vector<Finding> findings;
    findings.swap(whole_.report.findings);
    whole_.report.since.reset();
    add_findings(std::move(findings), label);
  }

  void add(SavedReport part, const std::string& label) {
    join_source(part.report.source, &whole_.report.source);
    join_completeness(std::move(part.report.completeness), &whole_.report.completeness);
    if (whole_.report.tool && part.report.tool) join_tool(*part.report.tool, &*whole_.report.tool);
    whole_.report.bytes += part.report.bytes;
    whole_.rules = whole_.rules.extended_by(part.rules);
    add_findings(std::move(part.report.findings), label);
  }

  SavedReport take() && {
    if (whole_.report.tool && whole_.report.tool->ruleset.empty()) {
      join_completeness(
          {0,
           0,
           0,
           {{"different-rules", std::nullopt, "the reports were made with different rules"}}},
          &whole_.report.completeness);
    }
    for (auto& [fingerprint, finding] : findings_) {
      whole_.report.findings.push_back(std::move(finding));
    }
    sort_findings(&whole_.report.findings);
    return std::move(whole_);
  }

 private:
  void add_findings(std::vector<Finding> part, const std::string& label) {
    for (Finding& finding : part) {
      move_below(label, &finding);
      const auto known = findings_.find(finding.fingerprint);
      if (known == findings_.end()) {
        std::string fingerprint = finding.fingerprint;
        findings_.emplace(std::move(fingerprint), std::move(finding));
      } else {
        join(std::move(finding), &known->second);
      }
    }
  }

  SavedReport whole_;
  std::map<std::string, Finding> findings_;  // by fingerprint
};

}  // namespace

SavedReport merge_reports(std::vector<SavedReport> reports) {
  if (reports.size() == 1) return std::move(reports.front());
  const std::map<Origin, std::string> labels = labels_of(reports);
  const std::string first_label = labels.at(origin_of(reports.front()));
  Merge merge(std::move(reports.front()), first_label);
  for (std::size_t i = 1; i < reports.size(); ++i) {
    const std::string& label = labels.at(origin_of(reports[i]));
    merge.add(std::move(reports[i]), label);
  }
  return std::move(merge).take();
}

}  // namespace keysieve
