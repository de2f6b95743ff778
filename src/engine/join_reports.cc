#include "engine/join_reports.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "base/printable.h"
#include "engine/group.h"

namespace keysieve {
namespace {

template <typename T>
void append(std::vector<T> from, std::vector<T>* to) {
  std::move(from.begin(), from.end(), std::back_inserter(*to));
}

// What a person would call the submodule's own submodule `inner`.
std::string below(const std::string& path, const std::string& inner) {
  return inner.empty() ? path : path + "/" + inner;
}

void move_below(const std::string& path, Occurrence* at) {
  at->submodule = below(path, at->submodule);
  if (at->path) at->path->insert(0, path + "/");
}

void move_below(const std::string& path, Finding* finding) {
  for (std::string& ref : finding->present_in) ref.insert(0, path + ":");
  for (Introduction& by : finding->introduced) {
    by.submodule = below(path, by.submodule);
    if (by.path) by.path->insert(0, path + "/");
  }
  for (Removal& by : finding->removed) {
    by.submodule = below(path, by.submodule);
    by.path.insert(0, path + "/");
  }
  for (Occurrence& at : finding->occurrences) move_below(path, &at);
  if (finding->in_head) move_below(path, &*finding->in_head);
}

// Two stories of one secret: it lives if it lives anywhere, and is exposed as long as in the worse.
void join_finding(Finding part, Finding* whole) {
  if (part.confidence > whole->confidence) {
    whole->confidence = part.confidence;
    whole->contributions = std::move(part.contributions);
  }
  if (!whole->in_head) whole->in_head = std::move(part.in_head);
  whole->status = std::min(whole->status, part.status);
  whole->exposure_days = std::max(whole->exposure_days, part.exposure_days);
  if (!whole->suppression) whole->suppression = std::move(part.suppression);
  append(std::move(part.present_in), &whole->present_in);
  append(std::move(part.introduced), &whole->introduced);
  append(std::move(part.removed), &whole->removed);
  append(std::move(part.occurrences), &whole->occurrences);
  sort_occurrences(&whole->occurrences);
}

void join_findings(std::vector<Finding> part, const std::string& path,
                   std::vector<Finding>* whole) {
  for (Finding& finding : part) {
    move_below(path, &finding);
    const auto same = std::find_if(whole->begin(), whole->end(), [&](const Finding& other) {
      return other.fingerprint == finding.fingerprint;
    });
    if (same == whole->end()) {
      whole->push_back(std::move(finding));
    } else {
      join_finding(std::move(finding), &*same);
    }
  }
  sort_findings(whole);
}

void join_completeness(Completeness part, const std::string& path, Completeness* whole) {
  whole->expected += part.expected;
  whole->scanned += part.scanned;
  whole->skipped += part.skipped;
  for (Notice& notice : part.notices) {
    notice.message = fmt::format("in {}: {}", printable(path), notice.message);
  }
  append(std::move(part.notices), &whole->notices);
}

}  // namespace

void join_report(Report part, const std::string& path, Report* whole) {
  join_findings(std::move(part.findings), path, &whole->findings);
  join_completeness(std::move(part.completeness), path, &whole->completeness);
  for (Rejected& rejected : part.rejected) {
    if (!rejected.path.empty()) rejected.path.insert(0, path + "/");
  }
  append(std::move(part.rejected), &whole->rejected);
  whole->bytes += part.bytes;
}

}  // namespace keysieve
