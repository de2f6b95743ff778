#include "engine/found_texts.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/archive_notices.h"

namespace keysieve {
TextVisitor FoundTexts::new_visitor(const ObjectGraph& graph) {
  const std::lock_guard lock(making_);
  workers_.push_back(std::make_unique<Worker>(detector_, options_));
  return [this, &graph, worker = workers_.back().get()](const SweptText& text) {
    std::vector<RegionMatch> matches = matches_in(text, graph, worker);
    progress_->add_matches(matches);
    if (matches.empty()) return false;
    worker->found.push_back({text.node, text.kind, std::move(matches), {}, {}});
    return true;
  };
}

std::vector<RegionMatch> FoundTexts::matches_in(const SweptText& text, const ObjectGraph& graph,
                                                Worker* worker) const {
  // Who asks why candidates were rejected, or what rules cost, wants them all.
  const bool by_versions =
      !options_.whole_texts && !options_.explain && options_.rule_costs.empty();
  if (by_versions) {
    auto known = worker->versions.matches(text);
    if (known) return located(text.bytes, *std::move(known), options_);
  }
  auto searched = search(text, worker->scratch.get());
  if (!searched) {
    worker->note_damaged(graph.id(text.node));
    return {};
  }
  auto& [matches, unread] = *searched;
  if (!unread.empty()) worker->note(graph.id(text.node), unread);
  return std::move(matches);
}

std::optional<ObjectMatches> FoundTexts::search(const SweptText& text,
                                                Detector::Scratch* scratch) const {
  if (text.large != nullptr)
    return find_in_large_blob(*text.large, "", detector_, scratch, options_);
  return find_in_object({text.kind, "", text.bytes}, detector_, scratch, options_);
}

void FoundTexts::Worker::note_damaged(const ObjectId& blob) {
  notices.push_back(damaged_blob(blob));
  ++half_read;
}

void FoundTexts::Worker::note(const ObjectId& blob, const std::vector<UnreadMembers>& unread) {
  auto all = archive_notices(unread, "blob " + blob.hex(), blob);
  std::move(all.begin(), all.end(), std::back_inserter(notices));
  ++half_read;
}

void FoundTexts::note_unread(Completeness* done) {
  for (const auto& worker : workers_) {
    count_as_skipped(worker->half_read, std::move(worker->notices), done);
  }
}

std::vector<FoundText> FoundTexts::take() && {
  std::vector<FoundText> all;
  for (const auto& worker : workers_) {
    std::move(worker->found.begin(), worker->found.end(), std::back_inserter(all));
  }
  // Stable: a commit may come twice, with its message and with that of a tag it merged.
  std::stable_sort(all.begin(), all.end(),
                   [](const FoundText& a, const FoundText& b) { return a.node < b.node; });
  return all;
}

}  // namespace keysieve
