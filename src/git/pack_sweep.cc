#include "git/pack_sweep.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <tuple>

#include "base/parallel.h"
#include "base/stage_clock.h"

namespace keysieve {
namespace {

// The first place at or after `from` where `ids` has no less than `id`: found by growing steps, for
// it is mostly near.
std::size_t seek(std::span<const ObjectId> ids, std::size_t from, const ObjectId& id) {
  std::size_t step = 1;
  while (from + step < ids.size() && ids[from + step] < id) {
    from += step;
    step *= 2;
  }
  const auto begin = ids.begin() + static_cast<std::ptrdiff_t>(from);
  const auto end = ids.begin() + static_cast<std::ptrdiff_t>(std::min(ids.size(), from + step + 1));
  return static_cast<std::size_t>(std::lower_bound(begin, end, id) - ids.begin());
}

// Calls use(place in a, place in b) for each id that both have.
template <typename Use>
void for_each_common(std::span<const ObjectId> a, std::span<const ObjectId> b, Use use) {
  std::size_t in_b = 0;
  for (std::size_t in_a = 0; in_a < a.size() && in_b < b.size(); ++in_a) {
    in_b = seek(b, in_b, a[in_a]);
    if (in_b < b.size() && b[in_b] == a[in_a]) use(in_a, in_b);
  }
}

}  // namespace

PackSweep::PackSweep(std::span<const Pack> packs, std::span<const ObjectId> ids, KindSet kinds)
    : packs_(packs),
      ids_(ids),
      kinds_(kinds),
      chosen_(packs.size()),
      plans_(packs.size()),
      settled_(ids.size(), false),
      next_pack_(ids.size(), 0) {}

void PackSweep::read(std::span<PackWalk* const> walks, const std::function<void()>& before_trees) {
  while (choose_copies()) {
    make_plans(walks.size());
    const std::vector<Tree> all = trees();
    const auto first_of_trees =
        std::find_if(all.begin(), all.end(), [](const Tree& tree) { return tree.of_trees; });
    const auto others = static_cast<std::size_t>(first_of_trees - all.begin());
    walk(std::span(all).first(others), walks);
    if (before_trees) before_trees();
    walk(std::span(all).subspan(others), walks);
    for (PackWalk* const walk : walks) set_unread(walk->take_unread());
  }
}

void PackSweep::walk(std::span<const Tree> trees, std::span<PackWalk* const> walks) const {
  std::atomic<std::size_t> next{0};
  const StageScope stage(Stage::read);
  parallel_for(
      walks.size(), static_cast<unsigned>(walks.size()), [] { return 0; },
      [&](int, std::size_t i) {
        for (std::size_t at; (at = next.fetch_add(1)) < trees.size();) {
          walks[i]->walk(*plans_[trees[at].plan], trees[at].root);
        }
      });
}

// Of each object that is not settled, the copy in the first pack that was not yet tried. False:
// there are no more.
bool PackSweep::choose_copies() {
  bool any = false;
  for (std::uint32_t pack = 0; pack < packs_.size(); ++pack) {
    chosen_[pack].assign(packs_[pack].index.size(), false);
    for_each_common(packs_[pack].index.ids(), ids_, [&](std::size_t position, std::size_t place) {
      if (settled_[place] || next_pack_[place] > pack) return;
      chosen_[pack][position] = settled_[place] = any = true;
      next_pack_[place] = pack + 1;
    });
  }
  return any;
}

void PackSweep::make_plans(std::size_t threads) {
  const auto each = static_cast<unsigned>(std::max(threads / packs_.size(), std::size_t{1}));
  parallel_for(
      packs_.size(), static_cast<unsigned>(threads), [] { return 0; },
      [&](int, std::size_t pack) { plan_pack(pack, each); });
  for (const auto& plan : plans_) {  // what no walk will come to
    if (!plan) continue;
    for (const Rank rank : plan->forest.unreached()) {
      if (plan->wants(rank)) set_unread({&plan->id(rank), 1});
    }
  }
}

void PackSweep::plan_pack(std::size_t pack, unsigned threads) {
  const auto count = std::count(chosen_[pack].begin(), chosen_[pack].end(), true);
  if (count == 0 && !plans_[pack]) return;
  if (!plans_[pack]) {
    if (count > packs_[pack].index.size() / 2) packs_[pack].file.will_need();
    plans_[pack].emplace(packs_[pack], threads);
  }
  PackPlan& plan = *plans_[pack];
  plan.wanted.swap(chosen_[pack]);
  drop_other_kinds(&plan);
  plan.forest.plan(plan.offsets, plan.wanted);
}

void PackSweep::drop_other_kinds(PackPlan* plan) const {
  if (kinds_ == every_kind) return;
  for (Rank rank = 0; rank < plan->offsets.size(); ++rank) {
    const git_object_t kind = plan->forest.kind(rank);
    if (kind != GIT_OBJECT_INVALID && (kinds_ & kind_bit(kind)) == 0) {
      plan->wanted[plan->offsets.position(rank)] = false;
    }
  }
}

// Those of git's trees last, else the heaviest first, but those of about the same weight as they
// lie in their packs.
std::vector<PackSweep::Tree> PackSweep::trees() const {
  std::vector<Tree> trees;
  for (std::uint32_t i = 0; i < plans_.size(); ++i) {
    if (!plans_[i]) continue;
    const DeltaForest& forest = plans_[i]->forest;
    for (std::size_t root = 0; root < forest.roots().size(); ++root) {
      const std::uint64_t weight = forest.weights()[root];
      if (weight == 0) continue;
      const Rank rank = forest.roots()[root];
      trees.push_back({i, rank, forest.kind(rank) == GIT_OBJECT_TREE,
                       static_cast<int>(std::bit_width(weight))});
    }
  }
  std::sort(trees.begin(), trees.end(), [](const Tree& a, const Tree& b) {
    return std::tuple(a.of_trees, b.scale, a.plan, a.root) <
           std::tuple(b.of_trees, a.scale, b.plan, b.root);
  });
  return trees;
}

void PackSweep::set_unread(std::span<const ObjectId> ids) {
  for (const ObjectId& id : ids) {
    settled_[static_cast<std::size_t>(std::lower_bound(ids_.begin(), ids_.end(), id) -
                                      ids_.begin())] = false;
  }
}

}  // namespace keysieve
