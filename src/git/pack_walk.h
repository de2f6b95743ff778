// Reads trees of deltas, one at a time, depth first: a base is made once, and is there when its
// deltas are applied. One thread's own; no locks, and no memory but from its pool.
//
// On the stack lie the objects that still have deltas to be applied. The last delta takes its
// base's place, so that a chain of any length needs two buffers (see delta_forest.h).
#pragma once

#include <utility>
#include <vector>

#include "git/buffer_pool.h"
#include "git/delta_forest.h"
#include "git/inflate.h"
#include "git/pack_reader.h"
#include "git/raw_object.h"

namespace keysieve {

// A pack with what is to be read of it.
struct PackPlan {
  PackPlan(const Pack& of, unsigned threads)
      : pack(&of), offsets(of), forest(of, offsets, threads) {}

  const Pack* pack;
  PackOffsets offsets;
  DeltaForest forest;
  std::vector<bool> wanted;  // by position in the pack's index

  bool wants(Rank rank) const { return wanted[offsets.position(rank)]; }
  const ObjectId& id(Rank rank) const { return pack->index.ids()[offsets.position(rank)]; }
};

class PackWalk {
 public:
  // `reader` is asked for bases that are not in the pack of their deltas, `pool` for memory.
  PackWalk(const ReadOptions& options, const ObjectVisitor& visit, PackReader* reader,
           BufferPool* pool)
      : options_(options), visit_(visit), reader_(reader), pool_(pool) {}

  // Visits what is wanted of the tree of deltas below `root`, and `root`. What is damaged, or more
  // than may be held, is not visited, but listed as unread.
  void walk(const PackPlan& plan, Rank root);

  std::vector<ObjectId> take_unread() { return std::exchange(unread_, {}); }

 private:
  struct OpenObject {
    Rank rank = no_rank;
    git_object_t kind = GIT_OBJECT_INVALID;
    Buffer buffer;
    std::uint32_t slot = 0;
    bool visited = false;
    std::span<const Rank> deltas;  // not yet applied
  };
  struct Content {
    std::optional<Buffer> buffer;
    std::uint64_t size = 0;  // over the limit: why there is no buffer; else it is damaged, or more
                             // than may be held
  };

  std::optional<OpenObject> open_root(Rank rank);
  bool is_for_parts(Rank rank, const PackEntry& entry) const;
  void hand_on_in_parts(Rank rank, const PackEntry& entry);
  std::optional<OpenObject> open_delta(Rank rank, const OpenObject& base);
  std::optional<OpenObject> open(Rank rank, git_object_t kind, Content content,
                                 const DeltaView* delta);
  void enter(OpenObject object);
  void close(OpenObject object);
  void skip_unneeded(OpenObject* object) const;

  std::optional<PackEntry> sound_entry(Rank rank) const;
  Content inflated(const PackEntry& entry);
  Content applied(const PackEntry& entry, Bytes base);
  std::uint32_t take_slot();

  bool wants(Rank rank, git_object_t kind) const;
  void leave_out(Rank rank, git_object_t kind, std::uint64_t size);
  void give_up(Rank rank);

  const ReadOptions& options_;
  const ObjectVisitor& visit_;
  PackReader* reader_;
  BufferPool* pool_;
  const PackPlan* plan_ = nullptr;

  std::vector<OpenObject> open_;
  std::vector<std::uint32_t> free_slots_;
  std::uint32_t slots_ = 0;
  std::vector<Segment> segments_;  // of the delta applied last
  Inflater inflater_;
  std::vector<ObjectId> unread_;
};

}  // namespace keysieve
