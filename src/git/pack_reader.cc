#include "git/pack_reader.h"

#include <utility>

#include <fmt/format.h>

#include "git/delta.h"

namespace keysieve {
namespace {

// Of what an object is made from. More than what is scanned by default: a small object may be
// stored as a delta against a large one.
constexpr std::uint64_t largest_part = std::uint64_t{1} << 30;

constexpr int most_packs_in_a_row = 10;  // whose deltas have their bases in one another

ObjectBytes unreadable(const ObjectId& id) {
  ObjectBytes object;
  object.problem = Notice{
      "corrupt-object", id,
      fmt::format("cannot read object {}: it is listed, but its pack cannot be read", id.hex())};
  return object;
}

std::span<std::uint8_t> writable(std::string& text) {
  return {reinterpret_cast<std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

ObjectBytes PackReader::read(const ObjectId& id, std::uint64_t limit, int depth) {
  if (auto loose = database_->read_loose(id, limit)) {
    if (loose->problem ? loose->problem->kind == "too-large" : has_id(*loose, id)) {
      return *std::move(loose);
    }
  }
  ObjectBytes large = unreadable(id);
  for (const Pack& pack : packs_) {
    ObjectBytes object = rebuild(pack, id, limit, depth);
    if (!object.problem && has_id(object, id)) return object;
    if (object.problem && object.problem->kind == "too-large") large = std::move(object);
  }
  return large;
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
    return object;
  }
  std::size_t left = chain->entries.size();
  std::optional<std::string> bytes;
  if (chain->base) {
    const ObjectBytes base = read(*chain->base, largest_part, depth + 1);
    object.type = base.type;
    if (!base.problem) bytes = base.view();
  } else {
    const PackEntry& root = chain->entries[--left];
    object.type = static_cast<git_object_t>(root.type);
    bytes = inflated(root);
  }
  while (bytes && left > 0) bytes = applied(chain->entries[--left], *bytes);
  if (!bytes) return unreadable(id);
  object.own = *std::move(bytes);
  return object;
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
  Bytes instructions = bytes_of(*delta);
  const auto sizes = take_delta_sizes(&instructions);
  return sizes ? std::optional(sizes->result) : std::nullopt;
}

std::optional<std::string> PackReader::inflated(const PackEntry& entry) {
  if (entry.size > largest_part) return std::nullopt;
  std::string bytes(static_cast<std::size_t>(entry.size), '\0');
  if (!inflater_.inflate(entry.stream, writable(bytes))) return std::nullopt;
  return bytes;
}

std::optional<std::string> PackReader::applied(const PackEntry& entry, const std::string& base) {
  const auto delta = inflated(entry);
  if (!delta) return std::nullopt;
  Bytes instructions = bytes_of(*delta);
  const auto sizes = take_delta_sizes(&instructions);
  if (!sizes || sizes->base != base.size() || sizes->result > largest_part) return std::nullopt;
  std::string result(static_cast<std::size_t>(sizes->result), '\0');
  std::vector<Segment> segments;
  if (!apply_delta(bytes_of(base), instructions, writable(result), &segments)) return std::nullopt;
  return result;
}

}  // namespace keysieve
