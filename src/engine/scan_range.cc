// What a part of history brings. First only what its commits change is read; most of the time
// nothing is found in it, and that is all. Else what stood before, and what the refs hold now, is
// read as well, and the steps of a history scan tell the story: new is what a commit of the range
// introduces and no known tree holds.
#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/stage_clock.h"
#include "engine/found_texts.h"
#include "engine/group.h"
#include "engine/judge_history.h"
#include "engine/scan_sources.h"
#include "git/range.h"
#include "git/range_objects.h"
#include "git/reachable.h"
#include "git/remote.h"

namespace keysieve {
namespace {

struct Reading {
  Sweep swept;
  Completeness done;
  std::vector<FoundText> found;
};

struct Brought {
  ObjectSet all;
  ObjectSet bare;                // those of them that are named by themselves, by way of no commit
  std::vector<ObjectId> unread;  // those of which it is not known what they lead to
};

Result<Brought> find_brought(const Repository& repository, const Range& range) {
  auto brought = brought_by(repository, range.commits);
  if (!brought) return brought.error();
  auto bare = contents_of(repository, range.bare, {});
  if (!bare) return bare.error();
  ObjectSet& all = brought->objects;
  all.insert(range.tags.begin(), range.tags.end());
  all.insert(bare->objects.begin(), bare->objects.end());
  std::vector<ObjectId> unread = range.unread;
  unread.insert(unread.end(), brought->unread.begin(), brought->unread.end());
  unread.insert(unread.end(), bare->unread.begin(), bare->unread.end());
  return Brought{std::move(all), std::move(bare->objects), std::move(unread)};
}

Completeness completeness_of(Sweep* swept, FoundTexts* found) {
  Completeness done;
  done.scanned = swept->texts;
  done.skipped = swept->notices.size();
  done.expected = done.scanned + done.skipped;
  done.notices = std::move(swept->notices);
  found->note_unread(&done);
  return done;
}

bool was_read(const ObjectGraph& graph, const ObjectId& id) {
  const Node node = graph.find(id);
  return node != no_node && graph.kind(node) != NodeKind::unread;
}

// An object that can be read at one time and not at another is no gap in what was read, but in what
// that led to.
void add_changed(const std::set<ObjectId>& ids, Completeness* done) {
  for (const ObjectId& id : ids) {
    ++done->expected;
    ++done->skipped;
    done->notices.push_back(
        {"changed-object", id,
         fmt::format("object {} came or went during the scan, so what it leads to was not all "
                     "looked at; scan again when nothing changes the repository",
                     id.hex())});
  }
}

Result<Reading> read(const Repository& repository, const ObjectSet& objects,
                     const Detector& detector, const ScanOptions& options) {
  const std::vector<ObjectId> ids(objects.begin(), objects.end());
  ProgressCounter progress(options);
  FoundTexts found(searches_by_rules(detector, options), &progress);
  const SweepOptions how{
      {options.threads, options.max_object_bytes, every_kind, options.limits},
      [&](std::uint64_t count, std::uint64_t bytes) { progress.add_objects(count, bytes); },
      &ids};
  auto swept = sweep(repository, how, [&](const ObjectGraph& graph) {
    progress.expect(graph.size());
    return found.new_visitor(graph);
  });
  if (!swept) return swept.error();
  auto done = completeness_of(&*swept, &found);
  return Reading{*std::move(swept), std::move(done), std::move(found).take()};
}

// All that the story needs besides what the range brings: the whole trees of its commits and of
// those before them, the known ones, and those of today.
Result<ObjectSet> surroundings(const Repository& repository, const Range& range, const Refs& refs) {
  std::vector<ObjectId> roots = range.known;
  roots.insert(roots.end(), range.commits.begin(), range.commits.end());
  roots.insert(roots.end(), range.parents.begin(), range.parents.end());
  if (refs.head) roots.push_back(*refs.head);
  for (const Ref& ref : refs.refs) roots.push_back(ref.target);
  auto walked = contents_of(repository, roots, {});
  if (!walked) return walked.error();
  return std::move(walked->objects);
}

std::vector<Node> nodes_of(const ObjectGraph& graph, std::span<const ObjectId> ids) {
  std::vector<Node> nodes;
  for (const ObjectId& id : ids) nodes.push_back(graph.find(id));
  return nodes;
}

// From the tips by way of the range's commits: those between are not in the graph.
Result<std::vector<bool>> reachable_in_range(const History& history, const Range& range) {
  std::vector<ObjectId> tips;
  for (const Tip& tip : history.tips) {
    const Node node = history.graph.peel(tip.node);
    if (node != no_node) tips.push_back(history.graph.id(node));
  }
  const auto reached = commits_before(history.repository, tips);
  if (!reached) return reached.error();
  std::vector<Node> roots = nodes_of(history.tips);
  for (const ObjectId& commit : range.commits) {
    if (reached->contains(commit)) roots.push_back(history.graph.find(commit));
  }
  return reachable_from(history.graph, roots);
}

// The known commits as further tips, at the end: a secret that they hold is present in one.
void add_known(const Range& range, History* history) {
  for (const Node node : nodes_of(history->graph, range.known)) history->tips.push_back({"", node});
}

bool is_new(const Finding& finding, const Brought& brought) {
  const bool known = !finding.present_in.empty() && finding.present_in.back().empty();
  const bool in_no_commit = std::any_of(
      finding.occurrences.begin(), finding.occurrences.end(), [&](const Occurrence& at) {
        return at.kind == ObjectKind::tag || brought.bare.contains(*at.object);
      });
  return !known && (!finding.introduced.empty() || in_no_commit);
}

// Leaves what is new, with its places in what the range brings.
void keep_new(const Brought& brought, std::vector<Finding>* findings) {
  for (Finding& finding : *findings) {
    std::erase_if(finding.occurrences,
                  [&](const Occurrence& at) { return !brought.all.contains(*at.object); });
  }
  std::erase_if(*findings, [&](const Finding& finding) {
    return finding.occurrences.empty() || !is_new(finding, brought);
  });
  sort_findings(findings);
}

Status tell(const Repository& repository, const Range& range, const Refs& refs,
            const Brought& brought, const ObjectGraph& first, const Detector& detector,
            const ScanOptions& options, Report* report) {
  auto all = surroundings(repository, range, refs);
  if (!all) return all.error();
  all->insert(brought.all.begin(), brought.all.end());
  auto reading = read(repository, *all, detector, options);
  if (!reading) return reading.error();

  const StageScope stage(Stage::attribute);
  const ObjectGraph& graph = reading->swept.graph;
  std::set<ObjectId> gone;  // without them nobody knows who introduced what
  for (const ObjectId& id : brought.all) {
    if (was_read(first, id) && !was_read(graph, id)) gone.insert(id);
  }
  add_changed(gone, &report->completeness);
  History history{repository, graph, find_tips(graph, refs).tips, refs.head.has_value()};
  auto reachable = reachable_in_range(history, range);
  if (!reachable) return reachable.error();
  history.reachable = *std::move(reachable);
  history.boundary = read_shallow_boundary(repository);
  history.range.assign(graph.size(), false);
  for (const ObjectId& id : brought.all) history.range[graph.find(id)] = true;
  add_known(range, &history);
  std::erase_if(reading->found, [&](const FoundText& text) {  // messages of others
    return text.kind != ObjectKind::blob && !history.within(text.node);
  });
  judge_and_tell(&history, std::move(reading->found), detector, options.suppressions.allowlists,
                 report);
  keep_new(brought, &report->findings);
  return ok_status();
}

}  // namespace

Result<Report> scan_range(const RangeSource& source, const Detector& detector,
                          const ScanOptions& options) {
  const auto repository = open_repository_in_environment(source.path);
  if (!repository) return repository.error();
  const auto refs = read_refs(*repository);
  if (!refs) return refs.error();
  const auto range =
      find_range(*repository, *refs, {source.revisions, source.branch, source.since, source.ends});
  if (!range) return range.error();
  const auto brought = find_brought(*repository, *range);
  if (!brought) return brought.error();

  auto reading = read(*repository, brought->all, detector, options);
  if (!reading) return reading.error();
  Report report;
  report.source = {"range", source.path.string(), refs->head, refs->refs.size(),
                   repository->shallow};
  report.source.remote = remote_url(*repository);
  report.completeness = std::move(reading->done);
  std::set<ObjectId> came;
  for (const ObjectId& id : brought->unread) {
    if (was_read(reading->swept.graph, id)) came.insert(id);
  }
  add_changed(came, &report.completeness);
  report.bytes = reading->swept.text_bytes;
  if (!reading->found.empty()) {
    const auto told = tell(*repository, *range, *refs, *brought, reading->swept.graph, detector,
                           options, &report);
    if (!told) return told.error();
  }
  return report;
}

}  // namespace keysieve
