// Findings that are accepted on purpose: by a line in .keysieveignore, or by an allowlist. They are
// still found, counted and reported, with who accepts them and why.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keysieve {

// One line of a .keysieveignore:
//
//   fingerprint  rule-id  path-hint  # reason; expires=2026-12-31
//
// The fingerprint alone decides; rule and path are for people, who cannot read fingerprints.
struct IgnoreEntry {
  std::string fingerprint;         // 32 hex digits, lower case
  std::string rule_id, path_hint;  // may be empty
  std::string reason;              // may be empty
  std::string expires;             // the last day on which it holds, "2026-12-31"; empty: for ever
  unsigned line = 0;               // where it stands
};

struct IgnoreFile {
  struct Fault {
    unsigned line;
    std::string message;  // why it is no entry: it accepts nothing
  };
  std::vector<IgnoreEntry> entries;  // in the file's order
  std::vector<Fault> faults;
};

// Any bytes; lines that are empty or begin with "#" say nothing.
IgnoreFile parse_ignore_file(std::string_view text);

// `text` with lines for `entries` at their places by fingerprint; a line of the same fingerprint
// goes. No other line changes a byte. An empty text becomes a file that says what it is.
std::string add_to_ignore_file(std::string_view text, std::vector<IgnoreEntry> entries);

// What of a path may stand in a line: no blanks, no "#", nothing that is not printable ASCII.
std::string path_hint(std::string_view path);

// An allowlist for findings, as a .keysieve.toml has it. All that it names must hold: of several
// values of one kind, one is enough. A finding is accepted when one or more lists accept each of
// the places where it occurs.
struct FindingAllowlist {
  std::string reason;
  std::vector<std::string> rules;      // ids or tags
  std::vector<std::string> paths;      // RE2, searched in the path
  std::vector<std::string> regexes;    // RE2, searched in the secret
  std::vector<std::string> stopwords;  // lower case, in the secret
  std::vector<std::string> commits;    // 40 hex digits: all that introduced it are among them
  std::optional<double> below;         // only what is less sure than this
  std::string origin;                  // where it is written: "file:line"
  bool added = false;                  // by the very change that is scanned
};

struct SuppressionOptions {
  bool ignore_file = true;  // heed the .keysieveignore of the repository (see repo_file.h)
  std::string today;        // "2026-07-31"; empty: no entry ever expires
  std::vector<FindingAllowlist> allowlists;
};

}  // namespace keysieve
