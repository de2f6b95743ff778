#include "engine/found_texts.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace keysieve {

TextVisitor FoundTexts::new_visitor() {
  const std::lock_guard lock(making_);
  workers_.push_back(
      std::make_unique<Worker>(Worker{detector_.new_scratch(options_.rule_costs), {}}));
  return [this, worker = workers_.back().get()](const SweptText& text) {
    auto matches = find_in({text.kind, "", text.bytes}, detector_, worker->scratch.get(), options_);
    progress_->add_matches(matches.size());
    if (matches.empty()) return;
    worker->found.push_back({text.node, text.kind, std::move(matches), {}, {}});
  };
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
