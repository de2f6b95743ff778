// Known keys in the history of a repository: the sweep and the story of a scan, with another search
// in the place of rules. A scan asks what may be a secret; here that is known, so nothing is
// judged.
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "detect/key_search.h"
#include "detect/unicode_text.h"
#include "engine/find_in.h"
#include "engine/find_in_object.h"
#include "engine/large_text.h"
#include "engine/notices.h"
#include "engine/told_history.h"
#include "keysieve/grade.h"

namespace keysieve {
namespace {

// The one rule of a report on keys that are known. It is never asked to find one.
Result<RuleSet> rule_of_known_keys() {
  return RuleSet::parse(R"(
[[rule]]
id = "graded-key"
name = "The graded key"
description = "Whoever has the repository has this key."
severity = "critical"
keywords = ["graded-key"]
regex = '''graded-key=(?P<secret>\S+)'''
examples = ["graded-key=graded-key"]
remediation = "Make a new key with `keysieve generate`, and use it in the old one's place."
as_written = true
)",
                        "known keys");
}

// One thread's search for the keys in the texts of a history.
class KeysInTexts {
 public:
  KeysInTexts(const KeySearch& search, const std::vector<std::string_view>& keys,
              const ScanOptions& options)
      : search_(search), keys_(keys), options_(options) {}

  std::optional<ObjectMatches> find(const SweptText& text) {
    if (text.large != nullptr) return find_in_large_blob(*text.large, large_text(), options_);
    std::vector<RegionMatch> own = find_in_whole(text.bytes);
    if (text.kind != ObjectKind::blob) return ObjectMatches{std::move(own), {}};
    return with_members(std::move(own), text.bytes, options_,
                        [this](std::string_view bytes) { return find_in_whole(bytes); });
  }

 private:
  Match match_of(const KeyHit& hit) const {
    Match match{0, hit.span, std::string(keys_[hit.key]), true, {}, {}};
    match.verdict.accepted = true;
    match.verdict.confidence = 1;
    return match;
  }

  std::vector<Match> find_in_part(std::string_view text, bool binary) {
    std::vector<Match> matches;
    for (const KeyHit& hit : search_.find(text, binary, scratch_)) {
      matches.push_back(match_of(hit));
    }
    return matches;
  }

  LargeText large_text() {
    return {[this](std::string_view part, bool binary) { return find_in_part(part, binary); },
            options_};
  }

  std::vector<RegionMatch> find_in_whole(std::string_view bytes) {
    if (bytes.size() > options_.limits.largest_whole_text) {
      LargeText text = large_text();
      text.add(bytes);
      return text.finish();
    }
    const std::optional<std::string> utf8 = utf8_of(bytes);
    const std::string_view text = utf8 ? *utf8 : without_mark(bytes);
    return located(text, find_in_part(text, Detector::is_binary(text)), options_);
  }

  const KeySearch& search_;
  const std::vector<std::string_view>& keys_;
  const ScanOptions& options_;
  KeySearch::Scratch scratch_;
};

std::vector<std::string_view> each_once(std::vector<std::string_view> keys) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

std::optional<Error> fault_of(const std::vector<std::string_view>& keys) {
  for (const std::string_view key : keys) {
    if (key.size() >= min_searched_key) continue;
    return Error{ErrorCode::invalid_argument,
                 fmt::format("a key of {} characters cannot be looked for: it stands everywhere by "
                             "chance; {} are the fewest",
                             key.size(), min_searched_key)};
  }
  return std::nullopt;
}

// A subject or a path may hold the key in a form that no redaction of the key itself would know.
void hide_keys(const KeySearch& search, Finding* finding) {
  KeySearch::Scratch scratch;
  const auto hide = [&](std::string* text) {
    const auto hits = search.find(*text, false, scratch);
    for (auto hit = hits.rbegin(); hit != hits.rend(); ++hit) {
      text->replace(hit->span.begin, hit->span.end - hit->span.begin, "\xE2\x80\xA6");
    }
  };
  for (Introduction& by : finding->introduced) {
    for (Person* person : {&by.author, &by.committer}) {
      hide(&person->name);
      hide(&person->email);
    }
    hide(&by.summary);
    if (by.path) hide(&*by.path);
  }
  for (Removal& by : finding->removed) {
    hide(&by.author.name);
    hide(&by.author.email);
    hide(&by.path);
  }
  for (Occurrence& at : finding->occurrences) {
    if (at.path) hide(&*at.path);
  }
  if (finding->in_head && finding->in_head->path) hide(&*finding->in_head->path);
  for (std::string& ref : finding->present_in) hide(&ref);
}

}  // namespace

Result<Report> find_keys(const HistorySource& source, const std::vector<std::string_view>& keys,
                         const ScanOptions& options) {
  if (auto fault = fault_of(keys)) return *std::move(fault);
  auto rules = rule_of_known_keys();
  if (!rules) return rules.error();
  const Detector detector(*std::move(rules), 0);
  const auto different = each_once(keys);
  const auto search = KeySearch::make(different);
  if (!search) return search.error();
  auto report = told_history(source.path, detector, options, [&]() -> TextSearch {
    return [texts = std::make_shared<KeysInTexts>(*search, different, options)](
               const SweptText& text) { return texts->find(text); };
  });
  if (!report) return report;
  sort_notices(&report->completeness.notices);
  for (Finding& finding : report->findings) hide_keys(*search, &finding);
  return report;
}

}  // namespace keysieve
