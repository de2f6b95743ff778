// Known keys in the history of a repository: the sweep and the story of a scan, with another search
// in the place of rules. A scan asks what may be a secret; here that is known, so nothing is
// judged.
#include <algorithm>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "detect/key_search.h"
#include "detect/unicode_text.h"
#include "engine/archive_kind.h"
#include "engine/archive_notices.h"
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

class KeysInTexts {
 public:
  KeysInTexts(const KeySearch& search, const std::vector<std::string_view>& keys,
              const ScanOptions& options, ProgressCounter* progress)
      : search_(search), keys_(keys), options_(options), progress_(progress) {}

  TextVisitor new_visitor(const ObjectGraph& graph) {
    const std::lock_guard lock(making_);
    workers_.push_back(std::make_unique<Worker>());
    return [this, &graph, worker = workers_.back().get()](const SweptText& text) {
      std::vector<RegionMatch> matches = matches_in(text, graph, worker);
      progress_->add_matches(matches);
      if (matches.empty()) return false;
      worker->found.push_back({text.node, text.kind, std::move(matches), {}, {}});
      return true;
    };
  }

  void note_unread(Completeness* done) {
    for (const auto& worker : workers_) {
      count_as_skipped(worker->half_read, std::move(worker->notices), done);
    }
  }

  std::vector<FoundText> take() {
    std::vector<FoundText> all;
    for (const auto& worker : workers_) {
      std::move(worker->found.begin(), worker->found.end(), std::back_inserter(all));
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const FoundText& a, const FoundText& b) { return a.node < b.node; });
    return all;
  }

 private:
  struct Worker {
    KeySearch::Scratch scratch;
    std::vector<FoundText> found;
    std::vector<Notice> notices;
    std::uint64_t half_read = 0;
  };

  Match match_of(const KeyHit& hit) const {
    Match match{0, hit.span, std::string(keys_[hit.key]), true, {}, {}};
    match.verdict.accepted = true;
    match.verdict.confidence = 1;
    return match;
  }

  std::vector<Match> find(std::string_view text, bool binary, Worker* worker) const {
    std::vector<Match> matches;
    for (const KeyHit& hit : search_.find(text, binary, worker->scratch)) {
      matches.push_back(match_of(hit));
    }
    return matches;
  }

  LargeText large_text(Worker* worker) const {
    return {
        [this, worker](std::string_view part, bool binary) { return find(part, binary, worker); },
        options_};
  }

  std::vector<RegionMatch> find_in_whole(std::string_view bytes, Worker* worker) const {
    if (bytes.size() > options_.limits.largest_whole_text) {
      LargeText text = large_text(worker);
      text.add(bytes);
      return text.finish();
    }
    const std::optional<std::string> utf8 = utf8_of(bytes);
    const std::string_view text = utf8 ? *utf8 : without_mark(bytes);
    return located(text, find(text, Detector::is_binary(text), worker), options_);
  }

  std::vector<RegionMatch> find_in_large_blob(const SweptText& text, const ObjectGraph& graph,
                                              Worker* worker) const {
    LargeText large = large_text(worker);
    if (!text.large->read([&](std::string_view part) { large.add(part); })) {
      worker->notices.push_back(damaged_blob(graph.id(text.node)));
      ++worker->half_read;
      return {};
    }
    auto matches = large.finish();
    if (options_.archives && archive_kind(large.head()) != ArchiveKind::none) {
      note({{{}, "is too large an archive to be opened"}}, graph.id(text.node), worker);
    }
    return matches;
  }

  static void note(const std::vector<UnreadMembers>& unread, const ObjectId& blob, Worker* worker) {
    auto all = archive_notices(unread, "blob " + blob.hex(), blob);
    std::move(all.begin(), all.end(), std::back_inserter(worker->notices));
    ++worker->half_read;
  }

  std::vector<RegionMatch> matches_in(const SweptText& text, const ObjectGraph& graph,
                                      Worker* worker) const {
    if (text.large != nullptr) return find_in_large_blob(text, graph, worker);
    std::vector<RegionMatch> matches = find_in_whole(text.bytes, worker);
    const bool opened = options_.archives && text.kind == ObjectKind::blob &&
                        archive_kind(text.bytes) != ArchiveKind::none;
    if (!opened) return matches;
    const ArchiveLimits limits{
        std::min(options_.max_object_bytes, options_.limits.largest_held_blob)};
    const auto unread = read_members(text.bytes, limits, [&](const ArchiveMember& member) {
      for (RegionMatch& found : find_in_whole(member.bytes, worker)) {
        found.member = member.path;
        matches.push_back(std::move(found));
      }
    });
    if (!unread.empty()) note(unread, graph.id(text.node), worker);
    return matches;
  }

  const KeySearch& search_;
  const std::vector<std::string_view>& keys_;
  const ScanOptions& options_;
  ProgressCounter* progress_;
  std::mutex making_;
  std::vector<std::unique_ptr<Worker>> workers_;
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
  ProgressCounter progress(options);
  KeysInTexts texts(*search, different, options, &progress);
  const HistorySearch how{
      [&](const ObjectGraph& graph) { return texts.new_visitor(graph); },
      [&](Completeness* done) { texts.note_unread(done); },
      [&] { return texts.take(); },
  };
  auto report = told_history(source.path, detector, options, &progress, how);
  if (!report) return report;
  sort_notices(&report->completeness.notices);
  for (Finding& finding : report->findings) hide_keys(*search, &finding);
  return report;
}

}  // namespace keysieve
