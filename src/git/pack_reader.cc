#include "git/pack_reader.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "git/delta.h"
#include "git/large_blob.h"

namespace keysieve {
namespace {

constexpr std::uint64_t any_size = UINT64_MAX;  // a small object may be stored against a large one

constexpr int most_packs_in_a_row = 10;  // whose deltas have their bases in one another

ObjectBytes unreadable(const ObjectId& id) {
  ObjectBytes object;
  object.problem = Notice{
      "corrupt-object", id,
      fmt::format("cannot read object {}: it is listed, but its pack cannot be read", id.hex())};
  return object;
}

}  // namespace

ObjectBytes PackReader::read(const ObjectId& id, std::uint64_t limit, int depth) {
  const std::uint64_t own_limit = std::min(limit, pool_->allowance().limits().largest_held_blob);
  if (auto loose = database_->read_loose(id, own_limit)) {
    if (loose->problem ? loose->is_too_large() : has_id(*loose, id)) return *std::move(loose);
  }
  ObjectBytes large = unreadable(id);
  if (depth == 0) refused_ = 0;
  for (const Pack& pack : packs_) {
    ObjectBytes object = rebuild(pack, id, limit, depth);
    if (!object.problem && has_id(object, id)) return object;
    if (object.is_too_large()) large = std::move(object);
  }
  if (!large.is_too_large() && refused_ > 0) large.problem = refused(id);
  return large;
}

Notice PackReader::refused(const ObjectId& id) const {
  return pool_->allowance().is_used_up() ? too_much_unfolded(id) : too_large_to_hold(id, refused_);
}

std::optional<LargeBlob> PackReader::large_blob(const ObjectId& id) {
  if (auto loose = database_->large_blob(id)) return loose;
  for (const Pack& pack : packs_) {
    const auto position = pack.index.find(id);
    if (!position) continue;
    const Bytes bytes = pack.entries();
    const auto entry = read_pack_entry(bytes, pack.index.offset(*position), bytes.size());
    if (entry && entry->type == EntryType::blob) return blob_in_parts(pack, *entry);
  }
  return std::nullopt;
}

ObjectBytes PackReader::rebuild(const Pack& pack, const ObjectId& id, std::uint64_t limit,
                                int depth) {
  const auto position = pack.index.find(id);
  if (!position) return unreadable(id);
  const auto chain = chain_of(pack, pack.index.offset(*position));
  const auto size = chain ? size_of(chain->entries.front()) : std::nullopt;
  ObjectBytes object;
  if (!size || (chain->base && depth == most_packs_in_a_row)) return unreadable(id);
  if (*size > limit) {
    object.problem = too_large(id, *size, limit);
    object.size = *size;
    if (!chain->base) object.type = static_cast<git_object_t>(chain->entries.back().type);
    return object;
  }
  std::size_t left = chain->entries.size();
  if (chain->base) {
    const ObjectBytes base = read(*chain->base, any_size, depth + 1);
    object.type = base.type;
    if (!base.problem) {
      object.buffer = applied(chain->entries[--left], bytes_of(base.view()));
    }
  } else {
    const PackEntry& root = chain->entries[--left];
    object.type = static_cast<git_object_t>(root.type);
    object.buffer = inflated(root);
  }
  while (object.buffer && left > 0) {
    object.buffer = applied(chain->entries[--left], object.buffer->bytes());
  }
  return object.buffer ? std::move(object) : unreadable(id);
}

std::optional<PackReader::Chain> PackReader::chain_of(const Pack& pack, std::uint64_t offset) {
  const Bytes bytes = pack.entries();
  Chain chain;
  while (chain.entries.size() < pack.index.size()) {  // longer ones go round in a ring
    const auto entry = read_pack_entry(bytes, offset, bytes.size());
    if (!entry) return std::nullopt;
    chain.entries.push_back(*entry);
    if (!entry->is_delta()) return chain;
    offset = entry->base_offset;
    if (entry->type == EntryType::offset_delta) continue;
    const auto position = pack.index.find(entry->base_id);
    if (!position) {
      chain.base = entry->base_id;
      return chain;
    }
    offset = pack.index.offset(*position);
  }
  return std::nullopt;
}

// Of the object that an entry makes.
std::optional<std::uint64_t> PackReader::size_of(const PackEntry& entry) {
  if (!entry.is_delta()) return entry.size;
  const auto delta = inflated(entry);
  if (!delta) return std::nullopt;
  Bytes instructions = delta->bytes();
  const auto sizes = take_delta_sizes(&instructions);
  return sizes ? std::optional(sizes->result) : std::nullopt;
}

std::optional<Buffer> PackReader::room_for(std::uint64_t size) {
  auto buffer = pool_->take(size);
  if (!buffer) refused_ = std::max(refused_, size);
  return buffer;
}

std::optional<Buffer> PackReader::inflated(const PackEntry& entry) {
  auto buffer = room_for(entry.size);
  if (buffer && !inflater_.inflate(entry.stream, buffer->bytes())) return std::nullopt;
  return buffer;
}

std::optional<Buffer> PackReader::applied(const PackEntry& entry, Bytes base) {
  const auto delta = inflated(entry);
  if (!delta) return std::nullopt;
  Bytes instructions = delta->bytes();
  const auto sizes = take_delta_sizes(&instructions);
  if (!sizes || sizes->base != base.size()) return std::nullopt;
  auto result = room_for(sizes->result);
  std::vector<Segment> segments;
  if (result && !apply_delta(base, instructions, result->bytes(), &segments)) return std::nullopt;
  return result;
}

}  // namespace keysieve
