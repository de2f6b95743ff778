#include "engine/found_texts.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/archive_notices.h"
#include "engine/text_versions.h"

namespace keysieve {
namespace {

class SearchByRules {
 public:
  SearchByRules(const Detector& detector, const ScanOptions& options,
                std::shared_ptr<BarrenLines> barren)
      : detector_(detector),
        options_(options),
        scratch_(detector.new_scratch(options.rule_costs)),
        barren_(std::move(barren)),
        versions_(detector, scratch_.get(), barren_.get(), options.limits.largest_whole_text) {}

  std::optional<ObjectMatches> find(const SweptText& text) {
    // Who asks why candidates were rejected, or what rules cost, wants them all.
    const bool by_versions =
        !options_.whole_texts && !options_.explain && options_.rule_costs.empty();
    if (by_versions) {
      auto known = versions_.matches(text);
      if (known) return ObjectMatches{located(text.bytes, *std::move(known), options_), {}};
    }
    if (text.large != nullptr) {
      return find_in_large_blob(*text.large, LargeText("", detector_, scratch_.get(), options_),
                                options_);
    }
    return find_in_object({text.kind, "", text.bytes}, detector_, scratch_.get(), options_);
  }

 private:
  const Detector& detector_;
  const ScanOptions& options_;
  Detector::ScratchHandle scratch_;
  std::shared_ptr<BarrenLines> barren_;
  TextVersions versions_;
};

}  // namespace

std::function<TextSearch()> searches_by_rules(const Detector& detector,
                                              const ScanOptions& options) {
  return [&, barren = std::make_shared<BarrenLines>()] {
    const auto search = std::make_shared<SearchByRules>(detector, options, barren);
    return [search](const SweptText& text) { return search->find(text); };
  };
}

TextVisitor FoundTexts::new_visitor(const ObjectGraph& graph) {
  const std::lock_guard lock(making_);
  workers_.push_back(std::make_unique<Worker>(Worker{new_search_()}));
  return [this, &graph, worker = workers_.back().get()](const SweptText& text) {
    std::vector<RegionMatch> matches = worker->matches(text, graph.id(text.node));
    progress_->add_matches(matches);
    if (matches.empty()) return false;
    worker->found.push_back({text.node, text.kind, std::move(matches), {}, {}});
    return true;
  };
}

std::vector<RegionMatch> FoundTexts::Worker::matches(const SweptText& text, const ObjectId& id) {
  auto searched = search(text);
  if (!searched) {
    notices.push_back(damaged_blob(id));
    ++half_read;
    return {};
  }
  if (!searched->unread.empty()) {
    auto all = archive_notices(searched->unread, "blob " + id.hex(), id);
    std::move(all.begin(), all.end(), std::back_inserter(notices));
    ++half_read;
  }
  return std::move(searched->matches);
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
