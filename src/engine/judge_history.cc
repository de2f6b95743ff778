#include "engine/judge_history.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "detect/finding_allowlists.h"
#include "engine/group.h"
#include "engine/member_path.h"
#include "engine/rejections.h"
#include "engine/story.h"
#include "git/holdings.h"
#include "git/places.h"

namespace keysieve {
namespace {

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

// The verdict on `match` at the best of the blob's places, and the first where it counts; without
// any place (a message, an object in no commit) at an unknown one.
struct Placed {
  Verdict verdict;
  const Place* place = nullptr;
};

Placed weigh_places(const Detector& detector, const FindingAllowlists& allowlists,
                    const RegionMatch& found, const FoundText& text) {
  const Match& match = found.match;
  if (text.places.empty()) {
    return {detector.weigh_place(match, weighed_path("", found.member)), nullptr};
  }
  const auto is_allowed = [&](const Place& place) {
    return !allowlists.empty() &&
           allowlists.may_accept_at(detector.rules().rules()[match.rule], match.secret,
                                    *shown_path(place.path, found.member));
  };
  Placed best;
  for (const Place& place : text.places) {
    Verdict verdict = detector.weigh_place(match, weighed_path(place.path, found.member));
    const bool counts_first = verdict.accepted && !best.verdict.accepted;
    const bool tells_more =
        verdict.accepted && best.verdict.accepted && is_allowed(*best.place) && !is_allowed(place);
    const bool better = verdict.accepted && verdict.confidence > best.verdict.confidence;
    if (best.place == nullptr || counts_first || better) best.verdict = std::move(verdict);
    if (best.place == nullptr || counts_first || tells_more) best.place = &place;
  }
  return best;
}

class Weighing {
 public:
  Weighing(const History& history, const Detector& detector,
           std::span<const FindingAllowlist> allowlists)
      : history_(history),
        detector_(detector),
        allowlists_(allowlists, detector.rules()),
        grouping_(detector.rules()) {}

  // Keeps of `text` the matches that are findings, with the numbers of these.
  void weigh(FoundText* text) {
    const bool within = history_.within(text->node);
    std::vector<RegionMatch> kept;
    for (RegionMatch& found : text->matches) {
      const Placed placed = found.match.verdict.accepted
                                ? weigh_places(detector_, allowlists_, found, *text)
                                : Placed{found.match.verdict, first_place(*text)};
      if (placed.verdict.accepted) {
        found.match.verdict = placed.verdict;
        text->secrets.push_back(grouping_.add(found.match, occurrence(*text, found, placed.place)));
        kept.push_back(std::move(found));
      } else if (within) {
        rejections_.add(detector_.rules().rules()[found.match.rule], found.match, placed.verdict,
                        history_.graph.id(text->node), path(found, placed.place).value_or(""),
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

  static std::optional<std::string> path(const RegionMatch& found, const Place* place) {
    return shown_path(place ? std::optional(place->path) : std::nullopt, found.member);
  }

  Occurrence occurrence(const FoundText& text, const RegionMatch& found, const Place* place) const {
    Occurrence at{history_.graph.id(text.node), text.kind, path(found, place), found.region,
                  std::nullopt};
    const Node first = !text.places.empty()              ? text.places.front().commit
                       : text.kind == ObjectKind::commit ? text.node
                                                         : no_node;
    if (first != no_node) at.first_commit = history_.graph.id(first);
    return at;
  }

  const History& history_;
  const Detector& detector_;
  const FindingAllowlists allowlists_;
  Grouping grouping_;
  Rejections rejections_;
};

// All objects were read, so the scan is as complete as it was; the paths told are not.
void say_cut_short(const History& history, const std::vector<Node>& commits,
                   std::vector<Notice>* notices) {
  for (const Node commit : commits) {
    const ObjectId& id = history.graph.id(commit);
    notices->push_back({"many-paths", id,
                        fmt::format("commit {} holds what was found at more paths than can be "
                                    "listed: some are left out",
                                    id.hex())});
  }
}

}  // namespace

void judge_and_tell(History* history, std::vector<FoundText> texts, const Detector& detector,
                    std::span<const FindingAllowlist> allowlists, Report* report) {
  if (texts.empty()) return;
  order_commits(history);
  std::vector<FoundText> blobs = take_blobs(&texts);
  const std::vector<Node> found = nodes_of(blobs);
  const HeldEdges held_edges(history->graph, found);
  const Holdings holdings(history->graph, held_edges, found);
  TreeNames names(history->repository, history->graph, held_edges);
  auto places = find_places(history->graph, history->parents_first, held_edges, holdings, &names,
                            blobs.size());
  for (std::size_t i = 0; i < blobs.size(); ++i) blobs[i].places = std::move(places.by_blob[i]);
  say_cut_short(*history, places.cut_short, &report->completeness.notices);

  Weighing weighing(*history, detector, allowlists);
  for (FoundText& text : blobs) weighing.weigh(&text);
  for (FoundText& text : texts) weighing.weigh(&text);
  report->findings = weighing.take_findings();
  report->rejected = weighing.take_rejected();

  tell_stories(*history, blobs, texts, holdings, &names, &report->findings);
  sort_findings(&report->findings);
}

}  // namespace keysieve
