// The history of a repository: every object is read once; matches by what the content says, the
// shape of the rest as a graph. What was found is then judged and its story told.
#include <iterator>
#include <utility>

#include "base/stage_clock.h"
#include "engine/completeness.h"
#include "engine/found_texts.h"
#include "engine/judge_history.h"
#include "engine/scan_sources.h"
#include "git/reachable.h"
#include "git/remote.h"

namespace keysieve {

Result<Report> scan_history(const HistorySource& source, const Detector& detector,
                            const ScanOptions& options) {
  const StageScope stage(Stage::open);
  const auto repository = open_repository(source.path);
  if (!repository) return repository.error();
  auto refs = read_refs(*repository);
  if (!refs) return refs.error();

  ProgressCounter progress(options);
  FoundTexts found(detector, options, &progress);
  const SweepOptions how{
      {options.threads, options.max_object_bytes, every_kind, options.limits},
      [&](std::uint64_t count, std::uint64_t bytes) { progress.add_objects(count, bytes); }};
  auto swept = sweep(*repository, how, [&](const ObjectGraph& graph) {
    progress.expect(graph.size());
    return found.new_visitor(graph);
  });
  if (!swept) return swept.error();
  stage.change(Stage::attribute);

  Tips tips = find_tips(swept->graph, *refs);
  History history{*repository, swept->graph, std::move(tips.tips), refs->head.has_value()};
  history.reachable = reachable_from(swept->graph, nodes_of(history.tips));
  history.boundary = read_shallow_boundary(*repository);

  Report report;
  report.source = {"history", source.path.string(), refs->head, refs->refs.size(),
                   repository->shallow};
  report.source.remote = remote_url(*repository);
  report.bytes = swept->text_bytes;
  report.completeness = completeness_of(&*swept, history.reachable, tips.missing, history.boundary);
  found.note_unread(&report.completeness);
  std::move(refs->notices.begin(), refs->notices.end(),
            std::back_inserter(report.completeness.notices));
  judge_and_tell(&history, std::move(found).take(), detector, options.suppressions.allowlists,
                 &report);
  return report;
}

}  // namespace keysieve
