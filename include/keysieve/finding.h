// What a scan says: one finding for each secret, with its whole story.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "keysieve/confidence.h"
#include "keysieve/object.h"
#include "keysieve/validation.h"

namespace keysieve {

// 1-based; columns count bytes, those of its UTF-8 form in text that is UTF-16 or UTF-32;
// end_column is one past the end (as in SARIF).
struct Region {
  std::uint32_t start_line = 0, start_column = 0, end_line = 0, end_column = 0;
  auto operator<=>(const Region&) const = default;
};

// A moment with the offset git stored.
struct Time {
  std::int64_t seconds = 0;  // since 1970-01-01 UTC
  int offset_minutes = 0;    // east of UTC
  auto operator<=>(const Time&) const = default;
};

// "2024-11-24T17:34:25+07:00". Times no calendar holds are clamped to the years 0000 to 9999.
std::string iso8601(const Time& time);

struct Person {
  std::string name, email;
};

// The path of what stands in an archive is `container!member`: dist/app.zip!config/settings.py, and
// a.zip!b.tar!c.txt where archives are nested. Lines and columns are those of the member's text.

// A commit whose tree holds the secret at some path while no parent's tree holds it anywhere, or
// whose message holds it.
struct Introduction {
  ObjectId commit;
  Person author, committer;
  Time authored, committed;
  std::string summary;              // first line of the message
  std::optional<std::string> path;  // null: in the message
  std::uint32_t line = 0, column = 0;
  std::string submodule{};    // whose commit it is; empty: the repository's own. In a merged report
                              // of several repositories, which of them it is
  bool at_or_before = false;  // a shallow clone ends here: it may be older
};

// A commit whose tree lacks the secret though its parent's (a merge: every parent's) holds it.
struct Removal {
  ObjectId commit;
  Person author;
  Time authored;
  std::string path;         // where the parent held it
  std::string submodule{};  // as in Introduction
};

// One place of the secret: a region of an object, or of a file outside git.
struct Occurrence {
  std::optional<ObjectId> object;  // null: a plain file or standard input
  ObjectKind kind = ObjectKind::blob;
  std::optional<std::string> path;  // null: a message, or an object that stands in no tree; in an
                                    // archive without a path `!member`
  Region region;
  std::optional<ObjectId> first_commit;  // the topologically oldest commit that holds the object
  std::string submodule{};               // whose object it is; empty: the repository's own
};

enum class FindingStatus : std::uint8_t {
  live,         // in HEAD's tree
  on_ref,       // in the tree of another ref's tip
  history,      // only in the past of some ref
  unreachable,  // only in objects that no ref reaches
  staged,
  worktree,
  file,
  standard_input,
};
std::string_view to_string(FindingStatus status);

// Accepted on purpose; still reported as suppressed, never hidden.
struct Suppression {
  std::string kind;    // "inline": a mark in the text; "file": .keysieveignore; "config": an
                       // allowlist or another setting of .keysieve.toml
  std::string reason;  // may be empty
  bool added = false;  // by the very change that is scanned
};

// One secret found by one rule, wherever it occurs.
struct Finding {
  std::string fingerprint;  // BLAKE2b-128 of rule id, NUL, secret: 32 hex digits; knows no place
  std::string rule_id;
  std::string secret;  // raw; writers redact it unless told not to
  // How many bytes the raw secret has, where `secret` is only what may be shown of it: in a report
  // that was read back, or redacted.
  std::optional<std::uint64_t> redacted_from{};
  double entropy = 0;
  double confidence = 0;
  Contributions contributions{};  // to the confidence, with ScanOptions::explain
  FindingStatus status = FindingStatus::history;
  std::vector<std::string> present_in;   // "HEAD", then refs by name, whose trees hold it
  std::vector<Introduction> introduced;  // topologically oldest first
  std::vector<Removal> removed;          // likewise
  std::optional<std::int64_t> exposure_days;
  std::vector<Occurrence> occurrences;  // sorted by path, region, object
  // Where HEAD's tree holds it, at the first such path in git's order: of a live finding, and of no
  // other. The file may have moved, or be another, since it was introduced.
  std::optional<Occurrence> in_head{};
  std::optional<Suppression> suppression;
  Validation validation{};  // what its form proves
  Facts companions{};       // what stands near it and belongs to it; sorted; raw, as the secret
};

}  // namespace keysieve
