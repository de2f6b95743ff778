#include "git/delta.h"

#include <cstring>

#include "git/pack_varint.h"

namespace keysieve {
namespace {

struct Copy {
  std::size_t offset = 0, size = 0;
};

// The operands of a COPY: of each, the bytes that `opcode` says are not zero.
bool take_copy(std::uint8_t opcode, const std::uint8_t** at, const std::uint8_t* end, Copy* copy) {
  constexpr std::size_t size_of_none = 0x10000;
  const auto take = [&](int first_bit, int count, std::size_t* value) {
    for (int i = 0; i < count; ++i) {
      if ((opcode >> (first_bit + i) & 1) == 0) continue;
      if (*at == end) return false;
      *value |= std::size_t{*(*at)++} << (8 * i);
    }
    return true;
  };
  if (!take(0, 4, &copy->offset) || !take(4, 3, &copy->size)) return false;
  if (copy->size == 0) copy->size = size_of_none;
  return true;
}

// Copies the first `size` bytes of one to the other. Most instructions bring few, and where both
// have room for more, more is copied: what is too much is written over by the next.
void copy_bytes(std::span<std::uint8_t> to, Bytes from, std::size_t size) {
  constexpr std::size_t few = 32;
  if (size <= few && to.size() >= few && from.size() >= few) {
    std::memcpy(to.data(), from.data(), few);  // no call, for the size is known
  } else {
    std::memcpy(to.data(), from.data(), size);
  }
}

void add(const Segment& segment, std::vector<Segment>* segments) {
  if (!segments->empty()) {
    Segment& last = segments->back();
    const bool continues = segment.is_copy()
                               ? last.is_copy() && last.source + last.length == segment.source
                               : !last.is_copy();
    if (continues) {
      last.length += segment.length;
      return;
    }
  }
  segments->push_back(segment);
}

}  // namespace

std::optional<DeltaSizes> take_delta_sizes(Bytes* delta) {
  const auto base = take_varint(delta);
  const auto result = base ? take_varint(delta) : std::nullopt;
  if (!result) return std::nullopt;
  return DeltaSizes{*base, *result};
}

bool apply_delta(Bytes base, Bytes instructions, std::span<std::uint8_t> result,
                 std::vector<Segment>* segments) {
  segments->clear();
  std::size_t done = 0;
  const std::uint8_t* at = instructions.data();
  const std::uint8_t* const end = at + instructions.size();
  while (at != end) {
    const std::uint8_t opcode = *at++;
    const std::size_t room = result.size() - done;
    if ((opcode & 128) != 0) {
      Copy copy;
      if (!take_copy(opcode, &at, end, &copy)) return false;
      if (copy.offset > base.size() || copy.size > base.size() - copy.offset) return false;
      if (copy.size > room) return false;
      copy_bytes(result.subspan(done), base.subspan(copy.offset), copy.size);
      add({done, copy.size, copy.offset}, segments);
      done += copy.size;
    } else {
      const std::size_t size = opcode;
      if (size == 0 || size > room || size > static_cast<std::size_t>(end - at)) return false;
      copy_bytes(result.subspan(done), {at, end}, size);
      add({done, size}, segments);
      at += size;
      done += size;
    }
  }
  return done == result.size();
}

}  // namespace keysieve
