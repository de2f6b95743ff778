// Scanning: a source of bytes in, a report out.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "keysieve/detector.h"
#include "keysieve/finding.h"
#include "keysieve/limits.h"
#include "keysieve/suppression.h"

namespace keysieve {

// Where bytes come from.
struct HistorySource {         // every object of a repository's database
  std::filesystem::path path;  // the repository, or anywhere in its work tree
  bool submodules = false;     // and every one of its submodules' databases, theirs too
};
// The ends of a range by their ids: commits, tags, or whatever a ref may point at. All before the
// tips is in it, and nothing that is before a known one.
struct RangeEnds {
  std::vector<ObjectId> tips, known;
};
// The commits of a part of history, and what they bring. New is a secret that one of them
// introduces, unless it still stands in the trees that count as known: A's in A..B, the merge
// bases' in A...B, those of the known ends. Objects are read where git would in this environment
// (GIT_OBJECT_DIRECTORY), so that a hook sees what a push has brought so far.
struct RangeSource {
  std::filesystem::path path;
  std::string revisions;              // "A..B", "A...B", or one revision with all before it
  std::string branch;                 // instead: a branch, local or of a remote, with all before it
  std::optional<std::int64_t> since;  // only commits whose committer time is not before it
  std::optional<RangeEnds> ends{};    // instead of both names
};                                    // without any: all that the refs reach
// What the next commit would add to HEAD, from the index. A secret that HEAD's tree holds already,
// anywhere, is not new: it comes suppressed, as "known".
struct StagedSource {
  std::filesystem::path path;
  bool known_too = false;  // it comes as any other
};
struct WorktreeSource {  // the files of a work tree as they lie on disk: tracked, and untracked
  std::filesystem::path path;
  bool ignored = false;  // ignored files, too; without it they are counted in a notice
};
struct FilesSource {  // plain files, and folders with all below them
  std::vector<std::filesystem::path> paths;
};
struct StdinSource {  // bytes the caller has read
  std::string bytes;
};
using Source = std::variant<HistorySource, RangeSource, StagedSource, WorktreeSource, FilesSource,
                            StdinSource>;

struct Progress {
  std::uint64_t objects_done = 0, objects_total = 0, bytes = 0;
  std::uint64_t secrets = 0;  // by content alone: where they stand is weighed when all is read
  double seconds = 0;         // since the reading began
};

// Something the scan could not do, or left out as asked; it went on without.
struct Notice {
  std::string
      kind;  // "missing-object", "corrupt-object", "too-large", "unreadable-file", "archive", …
  std::optional<ObjectId> object;
  std::string message;
};

struct ScanOptions {
  unsigned threads = 0;                         // 0: one for each core
  std::uint64_t max_object_bytes = 0xFFFFFFFF;  // larger ones are noticed and not read (columns
                                                // have 32 bits)
  Limits limits{};
  bool explain = false;   // fill Report::rejected
  bool archives = false;  // scan the members of zip, tar, gzip, bzip2, xz and zstd, too; one that
                          // cannot be read in full is a notice, and its object counts as skipped
  bool whole_texts = false;  // search every text whole, even where a version differs from another
                             // in few lines only: the same report, later
  bool inline_marks = true;  // false: marks in the scanned text count nothing
  SuppressionOptions suppressions{};
  std::vector<Notice> notices{};  // of whoever prepared the scan: they join the scan's own
  // Empty, or one for each rule: what the scan costs is added to it, and one thread scans.
  std::span<RuleCost> rule_costs;
  std::function<void(const Progress&)> on_progress;  // called now and then, from one thread a time
};

// The claim "everything was looked at", in numbers. Objects are blobs, commits and tags; trees are
// read for the sake of the story and count when they fail.
struct Completeness {
  std::uint64_t expected = 0, scanned = 0, skipped = 0;
  std::vector<Notice> notices;  // sorted
  bool complete() const { return skipped == 0 && expected == scanned; }

  // How many could not be read: skipped, or never reached.
  std::uint64_t unread() const {
    return expected > scanned && expected - scanned > skipped ? expected - scanned : skipped;
  }
};

struct SourceInfo {
  std::string kind;              // "history", "range", "staged", "worktree", "files", "stdin"
  std::string repository;        // as given; empty where there is none
  std::optional<ObjectId> head;  // null: unborn, or no repository
  std::uint64_t refs = 0;
  bool shallow = false;
  std::string remote{};  // the URL of `origin` or the only remote, nobody's name or password in it
};

// A candidate that was rejected, for --explain.
struct Rejected {
  std::string rule_id, secret, reason;
  double entropy = 0, randomness = 0, confidence = 0;
  Contributions contributions;  // to the confidence
  std::optional<ObjectId> object;
  std::string path;  // may be empty
  std::uint32_t line = 0;
  std::uint64_t times = 1;  // in how many places
};

// What made a report.
struct ToolInfo {
  std::string version;
  std::uint64_t rules = 0;
  std::string ruleset;  // ruleset_hash(); empty: several, in a merged report
};

// How a report differs from an older one. A finding is the same if its fingerprint is.
struct Comparison {
  std::vector<std::string> added;  // the fingerprints of findings the older one has not; sorted
  std::vector<Finding> gone;       // the older one's findings that this one has not

  bool is_new(const Finding& finding) const;  // whether it is among those added
};

struct Report {
  SourceInfo source;
  Completeness completeness;
  std::vector<Finding> findings;  // same input, same rules: same bytes, at any thread count
  std::vector<Rejected> rejected;
  std::uint64_t bytes = 0;         // scanned
  std::optional<ToolInfo> tool{};  // null: this program, with the rules that are at hand
  std::optional<Comparison> since{};
};

// Reads every object of `source` once, judges what `detector` finds in it, and tells the story of
// what remains. Fails only when the source cannot be opened; anything less is a notice.
Result<Report> scan(const Source& source, const Detector& detector,
                    const ScanOptions& options = {});

}  // namespace keysieve
