#include "engine/find_in_object.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "engine/archive_kind.h"
#include "engine/member_path.h"

namespace keysieve {
namespace {

// Of the same secret in a member and in the archive around it, leaves that in the member.
void leave_to_innermost(std::vector<RegionMatch>* matches) {
  std::set<std::tuple<std::size_t, std::string, MemberPath>> held;  // further inside
  for (const RegionMatch& found : *matches) {
    for (MemberPath around = found.member; !around.empty();) {
      around.pop_back();
      held.emplace(found.match.rule, found.match.secret, around);
    }
  }
  std::erase_if(*matches, [&](const RegionMatch& found) {
    return held.contains({found.match.rule, found.match.secret, found.member});
  });
}

}  // namespace

ObjectMatches with_members(std::vector<RegionMatch> own, std::string_view blob,
                           const ScanOptions& options, const FindInMember& find) {
  ObjectMatches found{std::move(own), {}};
  if (!options.archives || archive_kind(blob) == ArchiveKind::none) return found;
  const ArchiveLimits limits{std::min(options.max_object_bytes, options.limits.largest_held_blob)};
  found.unread = read_members(blob, limits, [&](const ArchiveMember& member) {
    for (RegionMatch& match : find(member.bytes)) {
      match.member = member.path;
      found.matches.push_back(std::move(match));
    }
  });
  leave_to_innermost(&found.matches);
  return found;
}

ObjectMatches find_in_object(const Blob& blob, const Detector& detector, Detector::Scratch* scratch,
                             const ScanOptions& options) {
  auto own = find_in(blob, detector, scratch, options);
  if (blob.kind != ObjectKind::blob) return {std::move(own), {}};
  return with_members(std::move(own), blob.bytes, options, [&](std::string_view bytes) {
    return find_in({blob.kind, "", bytes}, detector, scratch, options);
  });
}

std::optional<ObjectMatches> find_in_large_blob(const LargeBlob& blob, LargeText text,
                                                const ScanOptions& options) {
  if (!blob.read([&](std::string_view part) { text.add(part); })) return std::nullopt;
  ObjectMatches found{text.finish(), {}};
  if (options.archives && archive_kind(text.head()) != ArchiveKind::none) {
    found.unread.push_back({{}, "is too large an archive to be opened"});
  }
  return found;
}

Notice damaged_blob(const ObjectId& id) {
  return {"corrupt-object", id, fmt::format("blob {} is damaged and was not scanned", id.hex())};
}

void weigh_members(std::string_view container, const Detector& detector, const ScanOptions& options,
                   std::vector<RegionMatch>* matches) {
  std::erase_if(*matches, [&](RegionMatch& found) {
    if (found.member.empty()) return false;
    Verdict& verdict = found.match.verdict;
    if (verdict.accepted) {
      verdict = detector.weigh_place(found.match, weighed_path(container, found.member));
    }
    return !verdict.accepted && !options.explain;
  });
}

}  // namespace keysieve
