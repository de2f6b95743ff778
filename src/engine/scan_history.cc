// The history of a repository, in one pipe:
//
//   sweep        every object read once; matches by what the content says; the graph of the rest
//   places       at which paths the found blobs stand
//   weigh        each match by its place; what no place supports is rejected
//   group        one finding for each (rule, secret)
//   attribute    introduced, removed, present
#include <algorithm>
#include <iterator>
#include <memory>
#include <mutex>
#include <utility>

#include "engine/completeness.h"
#include "engine/find_in.h"
#include "engine/group.h"
#include "engine/history.h"
#include "engine/progress.h"
#include "engine/rejections.h"
#include "engine/scan_sources.h"
#include "engine/stopwatch.h"
#include "engine/story.h"
#include "git/commit_order.h"
#include "git/holdings.h"
#include "git/places.h"
#include "git/reachable.h"
#include "git/sweep.h"

namespace keysieve {
namespace {

// Gathers what the threads of a sweep find.
class FoundTexts {
 public:
  FoundTexts(const Detector& detector, const ScanOptions& options, ProgressCounter* progress)
      : detector_(detector), options_(options), progress_(progress) {}

  TextVisitor new_visitor() {
    const std::lock_guard lock(making_);
    workers_.push_back(std::make_unique<Worker>(Worker{detector_.new_scratch(), {}}));
    return [this, worker = workers_.back().get()](const SweptText& text) {
      auto matches =
          find_in({text.kind, "", text.bytes}, detector_, worker->scratch.get(), options_);
      progress_->add_matches(matches.size());
      if (matches.empty()) return;
      worker->found.push_back({text.node, text.kind, std::move(matches), {}, {}});
    };
  }

  // Everything found, by node: the order of threads leaves no trace.
  std::vector<FoundText> take() && {
    std::vector<FoundText> all;
    for (const auto& worker : workers_) {
      std::move(worker->found.begin(), worker->found.end(), std::back_inserter(all));
    }
    std::sort(all.begin(), all.end(),
              [](const FoundText& a, const FoundText& b) { return a.node < b.node; });
    return all;
  }

 private:
  struct Worker {
    Detector::ScratchHandle scratch;
    std::vector<FoundText> found;
  };
  const Detector& detector_;
  const ScanOptions& options_;
  ProgressCounter* progress_;
  std::mutex making_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

struct Tips {
  std::vector<Tip> tips;
  std::vector<MissingObject> missing;  // named by a ref, and not there
};

Tips find_tips(const ObjectGraph& graph, const Refs& refs) {
  Tips all;
  const auto add = [&](const std::string& name, const ObjectId& target) {
    const Node node = graph.find(target);
    if (node == no_node) all.missing.push_back({target, no_node});
    all.tips.push_back({name, node});
  };
  if (refs.head) add("HEAD", *refs.head);
  for (const Ref& ref : refs.refs) add(ref.name, ref.target);
  return all;
}

// Splits off what stands in blobs from what stands in messages.
std::vector<FoundText> take_blobs(std::vector<FoundText>* texts) {
  const auto messages = std::stable_partition(
      texts->begin(), texts->end(), [](const FoundText& t) { return t.kind != ObjectKind::blob; });
  std::vector<FoundText> blobs(std::make_move_iterator(messages),
                               std::make_move_iterator(texts->end()));
  texts->erase(messages, texts->end());
  return blobs;
}

std::vector<Node> nodes_of(const std::vector<FoundText>& texts) {
  std::vector<Node> nodes;
  for (const FoundText& text : texts) nodes.push_back(text.node);
  return nodes;
}

// The verdict on `match` at the best of the blob's places, and that place; without any place (a
// message, an object in no commit) at an unknown one.
struct Placed {
  Verdict verdict;
  const Place* place = nullptr;
};

Placed weigh_places(const Detector& detector, const Match& match, const FoundText& text) {
  if (text.places.empty()) return {detector.weigh_place(match, ""), nullptr};
  Placed best;
  for (const Place& place : text.places) {
    Verdict verdict = detector.weigh_place(match, place.path);
    const bool better = verdict.accepted &&
                        (!best.verdict.accepted || verdict.confidence > best.verdict.confidence);
    if (best.place == nullptr || better) best = {std::move(verdict), &place};
  }
  return best;
}

class Weighing {
 public:
  Weighing(const History& history, const Detector& detector)
      : history_(history), detector_(detector), grouping_(detector.rules()) {}

  // Keeps of `text` the matches that are findings, with the numbers of these.
  void weigh(FoundText* text) {
    std::vector<RegionMatch> kept;
    for (RegionMatch& found : text->matches) {
      const Placed placed = found.match.verdict.accepted
                                ? weigh_places(detector_, found.match, *text)
                                : Placed{found.match.verdict, first_place(*text)};
      if (placed.verdict.accepted) {
        found.match.verdict = placed.verdict;
        text->secrets.push_back(grouping_.add(found.match, occurrence(*text, found, placed.place)));
        kept.push_back(std::move(found));
      } else {
        rejections_.add(detector_.rules().rules()[found.match.rule], found.match, placed.verdict,
                        history_.graph.id(text->node), placed.place ? placed.place->path : "",
                        found.region.start_line);
      }
    }
    text->matches = std::move(kept);
  }

  std::vector<Finding> take_findings() { return std::move(grouping_).take(); }
  std::vector<Rejected> take_rejected() { return std::move(rejections_).take(); }

 private:
  static const Place* first_place(const FoundText& text) {
    return text.places.empty() ? nullptr : &text.places.front();
  }

  Occurrence occurrence(const FoundText& text, const RegionMatch& found, const Place* place) const {
    Occurrence at{history_.graph.id(text.node), text.kind, std::nullopt, found.region,
                  std::nullopt};
    if (place != nullptr) at.path = place->path;
    const Node first = !text.places.empty()              ? text.places.front().commit
                       : text.kind == ObjectKind::commit ? text.node
                                                         : no_node;
    if (first != no_node) at.first_commit = history_.graph.id(first);
    return at;
  }

  const History& history_;
  const Detector& detector_;
  Grouping grouping_;
  Rejections rejections_;
};

void order_commits(History* history) {
  history->parents_first = parents_first(history->graph);
  history->rank.assign(history->graph.size(), 0);
  for (std::uint32_t i = 0; i < history->parents_first.size(); ++i) {
    history->rank[history->parents_first[i]] = i;
  }
}

// From what was found to findings with their stories.
void judge_and_tell(History* history, std::vector<FoundText> texts, const Detector& detector,
                    Stopwatch* stopwatch, Report* report) {
  if (texts.empty()) return;
  order_commits(history);
  std::vector<FoundText> blobs = take_blobs(&texts);
  const Holdings holdings(history->graph, nodes_of(blobs));
  TreeNames names(history->repository, history->graph);
  auto places = find_places(history->graph, history->parents_first, holdings, &names, blobs.size());
  for (std::size_t i = 0; i < blobs.size(); ++i) blobs[i].places = std::move(places[i]);
  stopwatch->lap("places");

  Weighing weighing(*history, detector);
  for (FoundText& text : blobs) weighing.weigh(&text);
  for (FoundText& text : texts) weighing.weigh(&text);
  report->findings = weighing.take_findings();
  report->rejected = weighing.take_rejected();
  stopwatch->lap("weigh");

  tell_stories(*history, blobs, texts, holdings, &names, &report->findings);
  sort_findings(&report->findings);
  stopwatch->lap("attribute");
}

}  // namespace

Result<Report> scan_history(const HistorySource& source, const Detector& detector,
                            const ScanOptions& options) {
  Stopwatch stopwatch;
  const auto repository = open_repository(source.path);
  if (!repository) return repository.error();
  auto refs = read_refs(*repository);
  if (!refs) return refs.error();
  stopwatch.lap("open");

  ProgressCounter progress(options);
  FoundTexts found(detector, options, &progress);
  const SweepOptions how{{options.threads, options.max_object_bytes},
                         [&](std::uint64_t bytes) { progress.add_object(bytes); }};
  auto swept = sweep(*repository, how, [&](const ObjectGraph& graph) {
    progress.expect(graph.size());
    return found.new_visitor();
  });
  if (!swept) return swept.error();
  stopwatch.lap("sweep");

  Tips tips = find_tips(swept->graph, *refs);
  History history{
      *repository, swept->graph, std::move(tips.tips), refs->head.has_value(), {}, {}, {}, {}};
  std::vector<Node> tip_nodes;
  for (const Tip& tip : history.tips) tip_nodes.push_back(tip.node);
  history.reachable = reachable_from(swept->graph, tip_nodes);
  history.boundary = read_shallow_boundary(*repository);
  stopwatch.lap("reach");

  Report report;
  report.source = {"history", source.path.string(), refs->head, refs->refs.size(),
                   repository->shallow};
  report.bytes = swept->text_bytes;
  report.completeness = completeness_of(&*swept, history.reachable, tips.missing, history.boundary);
  std::move(refs->notices.begin(), refs->notices.end(),
            std::back_inserter(report.completeness.notices));
  judge_and_tell(&history, std::move(found).take(), detector, &stopwatch, &report);
  report.stages = std::move(stopwatch).take();
  return report;
}

}  // namespace keysieve
