// What the next commit would add. A secret that HEAD's tree holds already, anywhere, is not new,
// wherever its line has moved to; HEAD is asked only when there is a secret to ask for.
#include <algorithm>
#include <string_view>
#include <utility>

#include "base/parallel.h"
#include "base/stage_clock.h"
#include "engine/archive_notices.h"
#include "engine/find_in_staged.h"
#include "engine/group.h"
#include "engine/held_by_head.h"
#include "engine/member_path.h"
#include "engine/rejections.h"
#include "engine/scan_sources.h"
#include "git/remote.h"
#include "git/staged.h"

namespace keysieve {
namespace {

// Another thread costs more than it saves where there is less to read.
constexpr std::size_t worth_a_thread = 16;

struct SearchedBlob {
  ObjectMatches found;
  std::vector<std::string> as_written;  // of each match: the text that holds it, as it stands there
  std::uint64_t bytes = 0;
  std::optional<Notice> problem;  // it was not searched
};

// The bytes of a region within one line; empty where it has several.
std::string_view text_at(std::string_view bytes, const Region& region) {
  if (region.start_line != region.end_line) return "";
  std::size_t begin = 0;
  for (std::uint32_t line = 1; line < region.start_line; ++line) {
    const std::size_t end = bytes.find('\n', begin);
    if (end == std::string_view::npos) return "";
    begin = end + 1;
  }
  begin += region.start_column - 1;
  return begin > bytes.size() ? "" : bytes.substr(begin, region.end_column - region.start_column);
}

SearchedBlob search(const StagedEntry& entry, ObjectDatabase* database, const Detector& detector,
                    Detector::Scratch* scratch, const ScanOptions& options) {
  StagedBlob blob = read_staged(database, entry, options.max_object_bytes, options.limits);
  SearchedBlob searched;
  const std::string_view bytes = blob.bytes.view();
  searched.bytes = blob.large ? blob.large->size : bytes.size();
  auto found = find_in_staged(blob, entry.path, detector, scratch, options);
  if (!found) {
    searched.problem = blob.problem ? *blob.problem : damaged_blob(entry.id);
    return searched;
  }
  searched.found = *std::move(found);
  for (const RegionMatch& at : searched.found.matches) {
    const bool whole = at.member.empty() && !blob.large;
    searched.as_written.emplace_back(whole ? text_at(bytes, at.region) : "");
  }
  return searched;
}

std::vector<SearchedBlob> search_all(const Repository& repository,
                                     const std::vector<StagedEntry>& added,
                                     const Detector& detector, const ScanOptions& options) {
  struct Worker {
    Result<ObjectDatabase> database;
    Detector::ScratchHandle scratch;
  };
  std::vector<SearchedBlob> all(added.size());
  const StageScope stage(Stage::read);
  parallel_for(
      added.size(), added.size() < worth_a_thread ? 1 : options.threads,
      [&] {
        return Worker{ObjectDatabase::open(repository), detector.new_scratch(options.rule_costs)};
      },
      [&](Worker& worker, std::size_t i) {
        if (worker.database) {
          all[i] = search(added[i], &*worker.database, detector, worker.scratch.get(), options);
        } else {
          all[i].problem = {"unreadable-file", added[i].id, worker.database.error().message};
        }
      });
  return all;
}

// Notes which blobs were searched, and takes the others out.
void note_completeness(const StagedChange& change, std::vector<SearchedBlob>* all, Report* report) {
  Completeness& done = report->completeness;
  done.notices = change.notices;
  done.skipped = change.notices.size();
  for (std::size_t i = 0; i < all->size(); ++i) {
    SearchedBlob& searched = (*all)[i];
    const auto& entry = change.added[i];
    if (searched.problem) {
      done.notices.push_back(*std::move(searched.problem));
      ++done.skipped;
      continue;
    }
    report->bytes += searched.bytes;
    auto unread = archive_notices(searched.found.unread, entry.path, entry.id);
    ++(unread.empty() ? done.scanned : done.skipped);
    std::move(unread.begin(), unread.end(), std::back_inserter(done.notices));
  }
  done.expected = done.scanned + done.skipped;
}

Wanted group_matches(const StagedChange& change, const std::vector<SearchedBlob>& all,
                     const Detector& detector, Report* report) {
  Grouping grouping(detector.rules());
  Rejections rejections;
  Wanted wanted;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const StagedEntry& entry = change.added[i];
    for (std::size_t k = 0; k < all[i].found.matches.size(); ++k) {
      const auto& [match, region, member] = all[i].found.matches[k];
      const auto path = shown_path(entry.path, member);
      if (!match.verdict.accepted) {
        rejections.add(detector.rules().rules()[match.rule], match, match.verdict, entry.id, *path,
                       region.start_line);
        continue;
      }
      auto& texts = wanted[{match.rule, match.secret}];
      texts.insert(match.secret);
      if (all[i].as_written[k].find(match.secret) == std::string::npos) {
        texts.insert(all[i].as_written[k]);
      }
      grouping.add(match, {entry.id, ObjectKind::blob, path, region, std::nullopt});
    }
  }
  report->findings = std::move(grouping).take();
  report->rejected = std::move(rejections).take();
  return wanted;
}

void mark_known(const std::set<RuleAndSecret>& held, bool counts, const RuleSet& rules,
                std::vector<Finding>* findings) {
  for (Finding& finding : *findings) {
    const Rule* const rule = rules.find(finding.rule_id);
    const auto number = static_cast<std::size_t>(rule - rules.rules().data());
    finding.status = FindingStatus::staged;
    if (!held.contains({number, finding.secret})) continue;
    finding.status = FindingStatus::live;
    if (!counts && !finding.suppression) {
      finding.suppression = Suppression{"known", "HEAD holds it already"};
    }
  }
}

}  // namespace

Result<Report> scan_staged(const StagedSource& source, const Detector& detector,
                           const ScanOptions& options) {
  const auto repository = open_repository_in_environment(source.path);
  if (!repository) return repository.error();
  const auto change = find_staged(*repository);
  if (!change) return change.error();
  auto searched = search_all(*repository, change->added, detector, options);

  Report report;
  report.source = {"staged", source.path.string(), change->head, 0, repository->shallow};
  report.source.remote = remote_url(*repository);
  note_completeness(*change, &searched, &report);
  const Wanted wanted = group_matches(*change, searched, detector, &report);
  std::set<RuleAndSecret> held;
  if (!wanted.empty()) held = held_by_head(*repository, *change, wanted, detector, options);
  mark_known(held, source.known_too, detector.rules(), &report.findings);
  sort_findings(&report.findings);
  return report;
}

}  // namespace keysieve
