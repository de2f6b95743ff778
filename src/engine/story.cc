#include "engine/story.h"

#include <algorithm>
#include <utility>

#include "engine/member_path.h"
#include "git/attribution.h"
#include "git/commit_details.h"
#include "git/unread.h"

namespace keysieve {
namespace {

// A commit that introduced a secret: through its tree, or (in_message) through its own words.
struct Introducer {
  Node commit = no_node;
  bool in_message = false;
  Region region;  // in the message
};

class StoryTeller {
 public:
  StoryTeller(const History& history, const std::vector<FoundText>& blobs, const Holdings& holdings,
              TreeNames* names)
      : history_(history),
        blobs_(blobs),
        holdings_(holdings),
        names_(names),
        database_(ObjectDatabase::open(history.repository)) {}

  Introduction introduction(const Introducer& introducer, std::uint32_t secret) {
    const ObjectId& id = history_.graph.id(introducer.commit);
    CommitDetails details = details_of(id);
    Introduction entry;
    entry.commit = id;
    entry.author = std::move(details.author.person);
    entry.authored = details.author.time;
    entry.committer = std::move(details.committer.person);
    entry.committed = details.committer.time;
    entry.summary = std::move(details.summary);
    entry.at_or_before = !introducer.in_message && !all_parents_known(introducer.commit);
    Region region = introducer.region;
    if (!introducer.in_message) {
      if (auto at = held_at(introducer.commit, secret)) {
        const RegionMatch& found = match_of(at->item, secret);
        region = found.region;
        entry.path = shown_path(std::move(at->path), found.member);
      }
    }
    entry.line = region.start_line;
    entry.column = region.start_column;
    return entry;
  }

  Removal removal(const RemovedIn& removed, std::uint32_t secret) {
    const ObjectId& id = history_.graph.id(removed.commit);
    CommitDetails details = details_of(id);
    const auto at = held_at(removed.parent, secret);
    return {id, std::move(details.author.person), details.author.time,
            at ? *shown_path(at->path, match_of(at->item, secret).member) : std::string()};
  }

  // Where the tree of `commit` holds it.
  std::optional<Occurrence> occurrence_in(Node commit, std::uint32_t secret) {
    auto at = held_at(commit, secret);
    if (!at) return std::nullopt;
    const FoundText& text = blobs_[at->item];
    const RegionMatch& found = match_of(at->item, secret);
    Occurrence place{history_.graph.id(text.node), text.kind,
                     shown_path(std::move(at->path), found.member), found.region, std::nullopt};
    if (!text.places.empty()) place.first_commit = history_.graph.id(text.places.front().commit);
    return place;
  }

 private:
  // False where a shallow clone ends, and where what a parent held could not be read.
  bool all_parents_known(Node commit) const {
    const auto parents = history_.graph.parents_of(commit);
    return std::none_of(parents.begin(), parents.end(), [&](const Edge& parent) {
      return hides(history_.graph, parent.node, commit);
    });
  }

  CommitDetails details_of(const ObjectId& id) {
    return database_ ? read_commit_details(&*database_, id) : CommitDetails();
  }

  bool holds(std::uint32_t blob, std::uint32_t secret) const {
    const auto& secrets = blobs_[blob].secrets;
    return std::find(secrets.begin(), secrets.end(), secret) != secrets.end();
  }

  std::optional<HeldAt> held_at(Node commit, std::uint32_t secret) {
    return first_path(history_.graph, holdings_, names_, history_.graph.tree_of(commit),
                      [&](std::uint32_t blob) { return holds(blob, secret); });
  }

  const RegionMatch& match_of(std::uint32_t blob, std::uint32_t secret) const {
    const FoundText& text = blobs_[blob];
    const auto at = std::find(text.secrets.begin(), text.secrets.end(), secret);
    return text.matches[static_cast<std::size_t>(at - text.secrets.begin())];
  }

  const History& history_;
  const std::vector<FoundText>& blobs_;
  const Holdings& holdings_;
  TreeNames* names_;
  Result<ObjectDatabase> database_;
};

FindingStatus status_of(const History& history, const Attribution& story, bool reachable) {
  const bool live = history.has_head && !story.tips.empty() && story.tips.front() == 0;
  if (live) return FindingStatus::live;
  if (!story.tips.empty()) return FindingStatus::on_ref;
  return reachable ? FindingStatus::history : FindingStatus::unreachable;
}

// From the first introduction to the last removal or, while a ref holds it, to the newest commit
// that a ref points at: never to the clock on the wall, so that reports stay the same.
std::optional<std::int64_t> exposure_days(const History& history, const Finding& finding,
                                          const std::vector<RemovedIn>& removed) {
  if (finding.introduced.empty()) return std::nullopt;
  std::optional<std::int64_t> end;
  const auto extend = [&](Node node) {
    if (node == no_node || history.graph.kind(node) != NodeKind::commit) return;
    end = std::max(end.value_or(INT64_MIN), history.graph.commit_time(node));
  };
  if (!finding.present_in.empty()) {
    for (const Tip& tip : history.tips) extend(history.graph.peel(tip.node));
  } else {
    for (const RemovedIn& entry : removed) extend(entry.commit);
  }
  if (!end) return std::nullopt;
  constexpr std::int64_t day = 86400;
  const std::int64_t begin = finding.introduced.front().committed.seconds;
  return *end > begin ? static_cast<std::int64_t>(
                            (static_cast<std::uint64_t>(*end) - static_cast<std::uint64_t>(begin)) /
                            static_cast<std::uint64_t>(day))
                      : 0;
}

// By finding: the commits that introduced it, parents first.
std::vector<std::vector<Introducer>> introducers(const History& history,
                                                 const std::vector<Attribution>& stories,
                                                 const std::vector<FoundText>& messages) {
  std::vector<std::vector<Introducer>> all(stories.size());
  for (std::size_t secret = 0; secret < stories.size(); ++secret) {
    for (const Node commit : stories[secret].introduced) all[secret].push_back({commit, false, {}});
  }
  for (const FoundText& message : messages) {
    if (message.kind != ObjectKind::commit) continue;
    for (std::size_t i = 0; i < message.secrets.size(); ++i) {
      auto& entries = all[message.secrets[i]];
      const bool known = std::any_of(entries.begin(), entries.end(), [&](const Introducer& entry) {
        return entry.commit == message.node;
      });
      if (!known) entries.push_back({message.node, true, message.matches[i].region});
    }
  }
  for (auto& entries : all) {
    std::sort(entries.begin(), entries.end(), [&](const Introducer& a, const Introducer& b) {
      return history.rank[a.commit] < history.rank[b.commit];
    });
  }
  return all;
}

std::vector<bool> reachable_findings(const History& history, const std::vector<FoundText>& blobs,
                                     const std::vector<FoundText>& messages, std::size_t count) {
  std::vector<bool> reachable(count, false);
  for (const auto* texts : {&blobs, &messages}) {
    for (const FoundText& text : *texts) {
      if (!history.reachable[text.node]) continue;
      for (const std::uint32_t secret : text.secrets) reachable[secret] = true;
    }
  }
  return reachable;
}

}  // namespace

void tell_stories(const History& history, const std::vector<FoundText>& blobs,
                  const std::vector<FoundText>& messages, const Holdings& holdings,
                  TreeNames* names, std::vector<Finding>* findings) {
  std::vector<std::vector<std::uint32_t>> secrets_of;
  for (const FoundText& blob : blobs) secrets_of.push_back(blob.secrets);
  const std::vector<Node> tip_nodes = nodes_of(history.tips);
  const auto stories =
      attribute(history.graph, history.told, holdings, secrets_of, findings->size(), tip_nodes);
  const auto introduced = introducers(history, stories, messages);
  const auto reachable = reachable_findings(history, blobs, messages, findings->size());

  StoryTeller teller(history, blobs, holdings, names);
  for (std::uint32_t i = 0; i < findings->size(); ++i) {
    Finding& finding = (*findings)[i];
    for (const Introducer& entry : introduced[i]) {
      finding.introduced.push_back(teller.introduction(entry, i));
    }
    for (const RemovedIn& entry : stories[i].removed) {
      finding.removed.push_back(teller.removal(entry, i));
    }
    for (const std::uint32_t tip : stories[i].tips) {
      finding.present_in.push_back(history.tips[tip].name);
    }
    finding.status = status_of(history, stories[i], reachable[i]);
    if (finding.status == FindingStatus::live) {
      finding.in_head = teller.occurrence_in(history.graph.peel(history.tips.front().node), i);
    }
    finding.exposure_days = exposure_days(history, finding, stories[i].removed);
  }
}

}  // namespace keysieve
