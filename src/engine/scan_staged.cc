// What the next commit would add. A secret that HEAD holds in what the change replaces is not new,
// wherever its line has moved to.
#include <set>
#include <utility>

#include "engine/archive_notices.h"
#include "engine/find_in_object.h"
#include "engine/group.h"
#include "engine/member_path.h"
#include "engine/rejections.h"
#include "engine/scan_sources.h"
#include "git/staged.h"

namespace keysieve {
namespace {

using RuleAndSecret = std::pair<std::size_t, std::string>;

// Nothing when the blob is damaged.
std::optional<ObjectMatches> find_in_staged(const StagedBlob& blob, const Detector& detector,
                                            Detector::Scratch* scratch,
                                            const ScanOptions& options) {
  if (blob.large) return find_in_large_blob(*blob.large, blob.path, detector, scratch, options);
  auto found =
      find_in_object({ObjectKind::blob, blob.path, blob.bytes}, detector, scratch, options);
  weigh_members(blob.path, detector, options, &found.matches);
  return found;
}

std::set<RuleAndSecret> secrets_in(const std::vector<StagedBlob>& blobs, const Detector& detector,
                                   Detector::Scratch* scratch, ScanOptions options) {
  options.explain = false;
  std::set<RuleAndSecret> secrets;
  for (const StagedBlob& blob : blobs) {
    auto searched = find_in_staged(blob, detector, scratch, options);
    if (!searched) continue;
    for (auto& found : searched->matches) {
      secrets.emplace(found.match.rule, std::move(found.match.secret));
    }
  }
  return secrets;
}

}  // namespace

Result<Report> scan_staged(const StagedSource& source, const Detector& detector,
                           const ScanOptions& options) {
  const auto repository = open_repository(source.path);
  if (!repository) return repository.error();
  auto change = read_staged(*repository, options.max_object_bytes, options.limits);
  if (!change) return change.error();

  Report report;
  report.source = {"staged", source.path.string(), change->head, 0, repository->shallow};
  Completeness& done = report.completeness;
  done.scanned = change->added.size();
  done.skipped = change->notices.size();
  done.expected = done.scanned + done.skipped;
  done.notices = std::move(change->notices);

  const auto scratch = detector.new_scratch(options.rule_costs);
  std::optional<std::set<RuleAndSecret>> old;  // worked out when the first match needs it
  Grouping grouping(detector.rules());
  Rejections rejections;
  for (const StagedBlob& blob : change->added) {
    report.bytes += blob.large ? blob.large->size : blob.bytes.size();
    const auto searched = find_in_staged(blob, detector, scratch.get(), options);
    if (!searched) {
      count_as_skipped(1, {damaged_blob(blob.id)}, &done);
      continue;
    }
    const auto& [matches, unread] = *searched;
    if (!unread.empty()) count_as_skipped(1, archive_notices(unread, blob.path, blob.id), &done);
    for (const auto& [match, region, member] : matches) {
      const auto path = shown_path(blob.path, member);
      if (!match.verdict.accepted) {
        rejections.add(detector.rules().rules()[match.rule], match, match.verdict, blob.id, *path,
                       region.start_line);
        continue;
      }
      if (!old) old = secrets_in(change->replaced, detector, scratch.get(), options);
      if (old->contains({match.rule, match.secret})) continue;
      grouping.add(match, {blob.id, ObjectKind::blob, path, region, std::nullopt});
    }
  }
  report.findings = std::move(grouping).take();
  for (Finding& finding : report.findings) finding.status = FindingStatus::staged;
  sort_findings(&report.findings);
  report.rejected = std::move(rejections).take();
  return report;
}

}  // namespace keysieve
