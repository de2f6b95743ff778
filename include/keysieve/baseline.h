// What was accepted before: by another scanner's ignore file or baseline.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "keysieve/error.h"
#include "keysieve/scan.h"

namespace keysieve {

// One thing that another scanner was told to accept. It names no secret by a hash of ours, so what
// it means is known only once the repository was scanned anew.
struct AcceptedElsewhere {
  std::string name;    // for people: a line of the file, or "path:line (type)"
  std::string path;    // as git has it
  std::string commit;  // 40 hex digits; empty: none is named
  std::uint32_t line = 0;
  std::string secret;       // of a gitleaks report that is not redacted
  std::string secret_sha1;  // of a detect-secrets baseline
};

struct Baseline {
  std::string kind;  // ".gitleaksignore", "gitleaks report", "detect-secrets baseline"
  std::vector<AcceptedElsewhere> entries;
  std::vector<std::string> left_out;  // what is no entry, or was marked as a real secret
};

// The format is known by the text. Fails when it is none of the three.
Result<Baseline> parse_baseline(std::string_view text, std::string_view origin);

struct BaselineMatch {
  std::vector<std::size_t> findings;   // indices into Report::findings, sorted
  std::vector<std::string> unmatched;  // of entries: name and why
};

// Which findings of `report`, made of the repository at `source`, the entries mean. An entry means
// the same secret, or else what stands in its line of its file: in its commit, or where it names
// none in HEAD. Where that leaves a doubt it means nothing.
Result<BaselineMatch> match_baseline(const Baseline& baseline, const Source& source,
                                     const Report& report);

}  // namespace keysieve
