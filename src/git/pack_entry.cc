#include "git/pack_entry.h"

#include <cstring>

#include "git/pack_varint.h"

namespace keysieve {
namespace {

constexpr std::uint64_t highest_ratio = 1032;  // of deflate: 258 bytes in 2 bits

// The type and, 4 bits and then 7 at a time, the size.
bool take_type_and_size(Bytes* bytes, PackEntry* entry) {
  if (bytes->empty()) return false;
  const std::uint8_t first = bytes->front();
  *bytes = bytes->subspan(1);
  entry->type = static_cast<EntryType>(first >> 4 & 7);
  entry->size = first & 15;
  if ((first & 128) == 0) return true;
  const auto more = take_varint(bytes);
  if (!more || *more >> 60 != 0) return false;
  entry->size |= *more << 4;
  return true;
}

// How far back the base begins: like a varint, but with the high digits first and without two ways
// to write one number.
std::optional<std::uint64_t> take_distance(Bytes* bytes) {
  std::uint64_t distance = 0;
  for (std::size_t i = 0; i < bytes->size() && distance >> 56 == 0; ++i) {
    const std::uint8_t digit = (*bytes)[i];
    distance = distance << 7 | (digit & 127);
    if ((digit & 128) == 0) {
      *bytes = bytes->subspan(i + 1);
      return distance;
    }
    ++distance;
  }
  return std::nullopt;
}

bool take_base(Bytes* bytes, std::uint64_t begin, PackEntry* entry) {
  if (entry->type == EntryType::offset_delta) {
    const auto distance = take_distance(bytes);
    if (!distance || *distance == 0 || *distance > begin) return false;
    entry->base_offset = begin - *distance;
  } else {
    if (bytes->size() < sizeof entry->base_id) return false;
    std::memcpy(&entry->base_id, bytes->data(), sizeof entry->base_id);
    *bytes = bytes->subspan(sizeof entry->base_id);
  }
  return true;
}

bool is_known(EntryType type) {
  return type >= EntryType::commit && type <= EntryType::id_delta &&
         static_cast<std::uint8_t>(type) != 5;
}

}  // namespace

std::optional<PackEntry> read_pack_entry(Bytes entries, std::uint64_t begin, std::uint64_t end) {
  if (begin >= end || end > entries.size()) return std::nullopt;
  Bytes bytes = entries.subspan(begin, end - begin);
  PackEntry entry;
  if (!take_type_and_size(&bytes, &entry) || !is_known(entry.type)) return std::nullopt;
  if (entry.is_delta() && !take_base(&bytes, begin, &entry)) return std::nullopt;
  if (entry.size / highest_ratio > bytes.size()) return std::nullopt;
  entry.stream = bytes;
  return entry;
}

}  // namespace keysieve
