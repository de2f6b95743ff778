#include "git/pack_index.h"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <utility>

#include <fmt/format.h>

namespace keysieve {
namespace {

constexpr std::array<std::uint8_t, 8> beginning = {0xFF, 't', 'O', 'c', 0, 0, 0, 2};
constexpr std::size_t fan_out_at = beginning.size(), ids_at = fan_out_at + 4UL * 256;
constexpr std::size_t checksum_size = 20;
constexpr std::size_t entry_size = sizeof(ObjectId) + 4 + 4;  // id, CRC, offset
constexpr std::uint32_t far = 0x80000000;  // the rest is a place among the offsets of 8 bytes
static_assert(sizeof(ObjectId) == 20 && alignof(ObjectId) == 1);

bool is_ascending(const std::uint8_t* fan_out) {
  std::uint32_t before = 0;
  for (std::size_t i = 0; i < 256; ++i) {
    const std::uint32_t count = load_be32(fan_out + 4 * i);
    if (count < before) return false;
    before = count;
  }
  return true;
}

// Why these are not the bytes of an index of version 2; null when they are.
const char* flaw_of(Bytes bytes) {
  if (bytes.size() < ids_at + 2 * checksum_size) return "it is cut short";
  if (!std::equal(beginning.begin(), beginning.end(), bytes.begin())) {
    return "it is not of version 2, the one that keysieve reads";
  }
  if (!is_ascending(bytes.data() + fan_out_at)) return "its table of counts is damaged";
  const std::uint64_t count = load_be32(bytes.data() + ids_at - 4);
  const std::uint64_t least = ids_at + count * entry_size + 2 * checksum_size;
  if (bytes.size() < least) return "it is cut short";
  const std::uint64_t more = bytes.size() - least;
  if (more % 8 != 0 || more / 8 > count) return "its size does not fit its count of objects";
  return nullptr;
}

}  // namespace

Result<PackIndex> PackIndex::open(const std::filesystem::path& file, IdsCheck check) {
  auto mapped = MappedFile::open(file);
  if (!mapped) return mapped.error();
  const auto damaged = [&](const char* flaw) {
    return Error{ErrorCode::git, fmt::format("cannot read {}: {}", file.string(), flaw)};
  };
  if (const char* flaw = flaw_of(mapped->bytes())) return damaged(flaw);
  const std::uint32_t count = load_be32(mapped->bytes().data() + ids_at - 4);
  PackIndex index(*std::move(mapped), count);
  const bool sorted = check == IdsCheck::none ||
                      std::is_sorted(index.ids_.begin(), index.ids_.end(), std::less_equal<>());
  if (!sorted) return damaged("its ids are not in order");
  return index;
}

PackIndex::PackIndex(MappedFile file, std::uint32_t count) : file_(std::move(file)) {
  const std::uint8_t* const ids = file_.bytes().data() + ids_at;
  ids_ = {reinterpret_cast<const ObjectId*>(ids), count};
  crcs_ = ids + sizeof(ObjectId) * count;
  offsets_ = crcs_ + 4UL * count;
  const std::uint8_t* const far_offsets = offsets_ + 4UL * count;
  far_offsets_ = {far_offsets, pack_checksum().data()};
}

std::optional<std::uint32_t> PackIndex::find(const ObjectId& id) const {
  const auto found = std::lower_bound(ids_.begin(), ids_.end(), id);
  if (found == ids_.end() || *found != id) return std::nullopt;
  return static_cast<std::uint32_t>(found - ids_.begin());
}

std::uint64_t PackIndex::offset(std::uint32_t position) const {
  const std::uint32_t near = load_be32(offsets_ + 4UL * position);
  if ((near & far) == 0) return near;
  const std::size_t at = std::size_t{near ^ far} * 8;
  if (at >= far_offsets_.size()) return std::numeric_limits<std::uint64_t>::max();
  return load_be64(far_offsets_.data() + at);
}

Bytes PackIndex::pack_checksum() const {
  return file_.bytes().last(2 * checksum_size).first(checksum_size);
}

}  // namespace keysieve
