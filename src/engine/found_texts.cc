#include "engine/found_texts.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/archive_notices.h"
#include "engine/find_in_object.h"

namespace keysieve {

TextVisitor FoundTexts::new_visitor(const ObjectGraph& graph) {
  const std::lock_guard lock(making_);
  workers_.push_back(std::make_unique<Worker>(detector_, options_));
  // Who asks why candidates were rejected, or what rules cost, wants them all.
  const bool skip_plain = !options_.explain && options_.rule_costs.empty();
  return [this, &graph, skip_plain, worker = workers_.back().get()](const SweptText& text) {
    if (skip_plain && worker->versions.is_plain(text)) return;
    auto [matches, unread, plain] =
        find_in_object({text.kind, "", text.bytes}, detector_, worker->scratch.get(), options_);
    worker->versions.note(text, plain);
    if (!unread.empty()) worker->note(graph.id(text.node), unread);
    progress_->add_matches(matches.size());
    if (matches.empty()) return;
    worker->found.push_back({text.node, text.kind, std::move(matches), {}, {}});
  };
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
