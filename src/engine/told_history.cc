#include "engine/told_history.h"

#include <iterator>
#include <utility>

#include "base/stage_clock.h"
#include "engine/completeness.h"
#include "engine/judge_history.h"
#include "git/reachable.h"
#include "git/remote.h"

namespace keysieve {

Result<Report> told_history(const std::filesystem::path& path, const Detector& detector,
                            const ScanOptions& options,
                            const std::function<TextSearch()>& new_search) {
  const StageScope stage(Stage::open);
  const auto repository = open_repository(path);
  if (!repository) return repository.error();
  auto refs = read_refs(*repository);
  if (!refs) return refs.error();

  ProgressCounter progress(options);
  FoundTexts found(new_search, &progress);
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
  report.source = {"history", path.string(), refs->head, refs->refs.size(), repository->shallow};
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
