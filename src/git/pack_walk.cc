#include "git/pack_walk.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/stage_clock.h"
#include "git/large_blob.h"

namespace keysieve {

void PackWalk::walk(const PackPlan& plan, Rank root) {
  plan_ = &plan;
  if (auto object = open_root(root)) enter(*std::move(object));
  while (!open_.empty()) {
    OpenObject& base = open_.back();
    const Rank delta = base.deltas.front();
    base.deltas = base.deltas.subspan(1);
    skip_unneeded(&base);
    auto object = open_delta(delta, base);
    if (base.deltas.empty()) {
      close(std::move(base));
      open_.pop_back();
    }
    if (object) enter(*std::move(object));
  }
}

// Of an id_delta whose base is not in this pack, too.
std::optional<PackWalk::OpenObject> PackWalk::open_root(Rank rank) {
  const auto entry = sound_entry(rank);
  if (!entry) {
    give_up(rank);
    return std::nullopt;
  }
  if (is_for_parts(rank, *entry)) {
    hand_on_in_parts(rank, *entry);
    return std::nullopt;
  }
  if (!entry->is_delta()) {
    return open(rank, plan_->forest.kind(rank), inflated(*entry), nullptr);
  }
  const ObjectBytes base = reader_->read(entry->base_id, UINT64_MAX);
  if (base.problem) {
    give_up(rank);
    return std::nullopt;
  }
  return open(rank, base.type, applied(*entry, bytes_of(base.view())), nullptr);
}

// A large blob that is not needed for others, or that leaves no room for them.
bool PackWalk::is_for_parts(Rank rank, const PackEntry& entry) const {
  const Limits& limits = pool_->allowance().limits();
  if (entry.type != EntryType::blob || !wants(rank, GIT_OBJECT_BLOB)) return false;
  if (entry.size <= limits.largest_held_blob || entry.size > options_.max_object_bytes)
    return false;
  const auto deltas = plan_->forest.children(rank);
  return entry.size > (limits.held_by_thread + limits.held_beyond) / 2 ||
         std::all_of(deltas.begin(), deltas.end(),
                     [&](Rank delta) { return !plan_->forest.is_needed(delta); });
}

void PackWalk::hand_on_in_parts(Rank rank, const PackEntry& entry) {
  const LargeBlob large = blob_in_parts(*plan_->pack, entry);
  const std::uint32_t slot = take_slot();
  visit_({plan_->id(rank), GIT_OBJECT_BLOB, {}, nullptr, slot, nullptr, &large});
  free_slots_.push_back(slot);
  for (const Rank delta : plan_->forest.children(rank)) give_up(delta);
}

std::optional<PackWalk::OpenObject> PackWalk::open_delta(Rank rank, const OpenObject& base) {
  const Bytes base_bytes = base.buffer.bytes();
  const auto entry = sound_entry(rank);
  Content content = entry ? applied(*entry, base_bytes) : Content{};
  const DeltaView delta{base.slot, as_text(base_bytes), segments_};
  return open(rank, base.kind, std::move(content), base.visited ? &delta : nullptr);
}

std::optional<PackWalk::OpenObject> PackWalk::open(Rank rank, git_object_t kind, Content content,
                                                   const DeltaView* delta) {
  if (!content.buffer) {
    content.size > options_.max_object_bytes ? leave_out(rank, kind, content.size) : give_up(rank);
    return std::nullopt;
  }
  OpenObject object{rank,
                    kind,
                    *std::move(content.buffer),
                    take_slot(),
                    wants(rank, kind),
                    plan_->forest.children(rank)};
  if (object.visited) {
    visit_({plan_->id(rank), kind, as_text(object.buffer.bytes()), nullptr, object.slot, delta});
  }
  skip_unneeded(&object);
  return object;
}

// Keeps an object for its deltas, if it has any.
void PackWalk::enter(OpenObject object) {
  object.deltas.empty() ? close(std::move(object)) : open_.push_back(std::move(object));
}

void PackWalk::close(OpenObject object) {
  free_slots_.push_back(object.slot);
  pool_->give_back(std::move(object.buffer));
}

void PackWalk::skip_unneeded(OpenObject* object) const {
  std::span<const Rank>& deltas = object->deltas;
  while (!deltas.empty() && !plan_->forest.is_needed(deltas.front())) deltas = deltas.subspan(1);
}

// The entry, if it is as the index has its CRC-32: that covers what zlib's checksum does not, the
// kind of the object and the base of a delta.
std::optional<PackEntry> PackWalk::sound_entry(Rank rank) const {
  const Bytes entries = plan_->pack->entries();
  const std::uint64_t begin = plan_->offsets.begin(rank), end = plan_->offsets.end(rank);
  const std::uint32_t position = plan_->offsets.position(rank);
  __builtin_prefetch(&plan_->pack->index.ids()[position]);  // far away, and wanted soon
  auto entry = read_pack_entry(entries, begin, end);
  if (!entry) return std::nullopt;
  const std::uint32_t crc = plan_->pack->index.crc(position);
  if (crc32_in_parts(*plan_->pack, entries.subspan(begin, end - begin)) != crc) return std::nullopt;
  return entry;
}

// What the entry holds: an object, or the instructions of a delta. Nothing over the limit is ever
// made room for.
PackWalk::Content PackWalk::inflated(const PackEntry& entry) {
  if (entry.size > options_.max_object_bytes) return {std::nullopt, entry.size};
  const StageScope stage(Stage::inflate, entry.size);
  auto buffer = pool_->take(entry.size);
  if (buffer && !inflater_.inflate(entry.stream, buffer->bytes())) buffer.reset();
  return {std::move(buffer), 0};
}

PackWalk::Content PackWalk::applied(const PackEntry& entry, Bytes base) {
  auto delta = inflated(entry).buffer;
  if (!delta) return {};
  Bytes instructions = delta->bytes();
  const auto sizes = take_delta_sizes(&instructions);
  Content content;
  if (sizes && sizes->base == base.size() && sizes->result > options_.max_object_bytes) {
    content.size = sizes->result;
  } else if (sizes && sizes->base == base.size()) {
    const StageScope stage(Stage::apply, sizes->result);
    content.buffer = pool_->take(sizes->result);
    if (content.buffer && !apply_delta(base, instructions, content.buffer->bytes(), &segments_)) {
      content.buffer.reset();
    }
  }
  pool_->give_back(*std::move(delta));
  return content;
}

std::uint32_t PackWalk::take_slot() {
  if (free_slots_.empty()) return slots_++;
  const std::uint32_t slot = free_slots_.back();
  free_slots_.pop_back();
  return slot;
}

bool PackWalk::wants(Rank rank, git_object_t kind) const {
  return plan_->wants(rank) && (options_.kinds & kind_bit(kind)) != 0;
}

// An object over the limit; without it, what is stored as a delta against it cannot be made.
void PackWalk::leave_out(Rank rank, git_object_t kind, std::uint64_t size) {
  if (wants(rank, kind)) {
    const Notice notice = too_large(plan_->id(rank), size, options_.max_object_bytes);
    visit_({plan_->id(rank), GIT_OBJECT_INVALID, {}, &notice});
  }
  for (const Rank delta : plan_->forest.children(rank)) give_up(delta);
}

// An entry that cannot be read, and all that is stored as deltas against it.
void PackWalk::give_up(Rank rank) {
  std::vector<Rank> left{rank};
  while (!left.empty()) {
    const Rank next = left.back();
    left.pop_back();
    if (plan_->wants(next)) unread_.push_back(plan_->id(next));
    const auto deltas = plan_->forest.children(next);
    left.insert(left.end(), deltas.begin(), deltas.end());
  }
}

}  // namespace keysieve
