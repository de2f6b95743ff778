// From another scanner's baseline to findings of ours: by the secret itself where it is known, else
// by the exact bytes that stood at its place, so that what came to that line later is not accepted.
#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <variant>

#include <fmt/format.h>

#include "base/printable.h"
#include "base/sha1.h"
#include "git/refs.h"
#include "git/repo_text.h"
#include "git/repository.h"
#include "keysieve/baseline.h"

namespace keysieve {
namespace {

using Numbers = std::set<std::size_t>;

std::filesystem::path path_of(const Source& source) {
  return std::visit(
      [](const auto& from) -> std::filesystem::path {
        if constexpr (requires { from.path; }) return from.path;
        return ".";
      },
      source);
}

// gitleaks and keysieve may differ in where a secret ends.
bool is_same_or_part(std::string_view a, std::string_view b) {
  return a.find(b) != a.npos || b.find(a) != b.npos;
}

class Matching {
 public:
  Matching(const Repository& repository, const Report& report)
      : repository_(repository), report_(report), head_(read_head(repository)) {}

  // The findings that `entry` means; where there are none, *why.
  Numbers find(const AcceptedElsewhere& entry, std::string* why) const {
    if (!entry.secret_sha1.empty()) return by_hash(entry, why);
    if (!entry.secret.empty()) {
      const auto same = [&](const Finding& finding) { return finding.secret == entry.secret; };
      if (Numbers found = all(same); !found.empty()) return found;
    }
    return by_place(entry, why);
  }

 private:
  template <typename Predicate>
  Numbers all(const Predicate& holds) const {
    Numbers found;
    for (std::size_t i = 0; i < report_.findings.size(); ++i) {
      if (holds(report_.findings[i])) found.insert(i);
    }
    return found;
  }

  Numbers by_hash(const AcceptedElsewhere& entry, std::string* why) const {
    const Numbers same =
        all([&](const Finding& finding) { return sha1_hex(finding.secret) == entry.secret_sha1; });
    const auto blob = blob_in(head_, entry.path);
    Numbers found;
    for (const std::size_t i : same) {
      const auto& places = report_.findings[i].occurrences;
      const bool there = std::any_of(places.begin(), places.end(), [&](const Occurrence& at) {
        return at.path == entry.path || (blob && at.object == blob);
      });
      if (there) found.insert(i);
    }
    *why = same.empty() ? "no secret that was found has its hash"
                        : "its secret was found in other files only";
    return found;
  }

  Numbers by_place(const AcceptedElsewhere& entry, std::string* why) const {
    if (entry.commit.empty()) return by_line(entry, why);
    const auto blob = blob_in(ObjectId::from_hex(entry.commit), entry.path);
    if (!blob) {
      *why = "there is no such file in that commit, or no such commit any more";
      return {};
    }
    *why = "no secret was found in that line of that file";
    return all([&](const Finding& finding) { return stands_at(finding, entry, *blob); });
  }

  // Without a commit HEAD's file is what is meant; of what stood there once only if it is one.
  Numbers by_line(const AcceptedElsewhere& entry, std::string* why) const {
    if (const auto blob = blob_in(head_, entry.path)) {
      const auto here = [&](const Finding& each) { return stands_at(each, entry, *blob); };
      if (Numbers found = all(here); !found.empty()) return found;
    }
    Numbers found = all([&](const Finding& finding) {
      return std::any_of(finding.occurrences.begin(), finding.occurrences.end(),
                         [&](const Occurrence& at) {
                           return at.path == entry.path && is_on(at, entry) && fits(finding, entry);
                         });
    });
    *why = "no secret was found in that line of that file";
    if (found.size() > 1) {
      *why = "several secrets stood in that line in the course of time: accept them by fingerprint";
      found.clear();
    }
    return found;
  }

  static bool is_on(const Occurrence& at, const AcceptedElsewhere& entry) {
    return at.region.start_line <= entry.line && entry.line <= at.region.end_line;
  }

  static bool fits(const Finding& finding, const AcceptedElsewhere& entry) {
    return entry.secret.empty() || is_same_or_part(finding.secret, entry.secret);
  }

  static bool stands_at(const Finding& finding, const AcceptedElsewhere& entry,
                        const ObjectId& blob) {
    return fits(finding, entry) &&
           std::any_of(finding.occurrences.begin(), finding.occurrences.end(),
                       [&](const Occurrence& at) { return at.object == blob && is_on(at, entry); });
  }

  std::optional<ObjectId> blob_in(const std::optional<ObjectId>& commit,
                                  const std::string& path) const {
    return commit ? blob_at(repository_, *commit, path) : std::nullopt;
  }

  const Repository& repository_;
  const Report& report_;
  std::optional<ObjectId> head_;
};

}  // namespace

Result<BaselineMatch> match_baseline(const Baseline& baseline, const Source& source,
                                     const Report& report) {
  const auto repository = open_repository(path_of(source));
  if (!repository) return repository.error();
  const Matching matching(*repository, report);
  Numbers all;
  BaselineMatch match;
  for (const AcceptedElsewhere& entry : baseline.entries) {
    std::string why;
    const Numbers found = matching.find(entry, &why);
    all.insert(found.begin(), found.end());
    if (found.empty()) match.unmatched.push_back(printable(entry.name + ": " + why));
  }
  match.findings.assign(all.begin(), all.end());
  return match;
}

}  // namespace keysieve
