// An object as whoever reads it hands it on, and the difference to another that was handed on
// before.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "git/delta.h"
#include "git/handle.h"
#include "keysieve/limits.h"
#include "keysieve/scan.h"

namespace keysieve {

// What an object is made of: parts of its base, and what is new. The base was visited before, by
// the same visitor, and its slot is still its own.
struct DeltaView {
  std::uint32_t base_slot = 0;
  std::string_view base;  // its bytes
  std::span<const Segment> segments;
};

// A blob that is too large to be held.
struct LargeBlob {
  std::uint64_t size = 0;

  // Hands its bytes to `use`, part by part; to be called once. False: it is damaged, and the bytes
  // were not all it has, or not the right ones.
  std::function<bool(const std::function<void(std::string_view)>& use)> read;
};

// Everything it points to is valid only during the call.
struct RawObject {
  ObjectId id;
  git_object_t type = GIT_OBJECT_INVALID;
  std::string_view bytes;
  const Notice* problem = nullptr;  // set: the object could not be read; type and bytes are empty

  // A small number that no other object has that this visitor may still see as a base: what it
  // keeps under the number is the object's until another object comes with the same one.
  std::uint32_t slot = 0;

  // Null for an object that is stored whole, and for one whose base was not visited by this
  // visitor: because it was not asked for, was visited elsewhere (in another pack), or could not
  // be.
  const DeltaView* delta = nullptr;

  const LargeBlob* large = nullptr;  // set: `bytes` is empty, and this is how to get at them
};

// One worker's eye: called for many objects, by one thread at a time.
using ObjectVisitor = std::function<void(const RawObject&)>;

// Kinds of objects, as a set: the sum of kind_bit() of each.
using KindSet = std::uint32_t;
constexpr KindSet kind_bit(git_object_t kind) {
  return kind < GIT_OBJECT_COMMIT ? 0 : KindSet{1} << static_cast<unsigned>(kind);
}
inline constexpr KindSet every_kind = ~KindSet{0};

struct ReadOptions {
  unsigned threads = 0;
  std::uint64_t max_object_bytes = 0;
  KindSet kinds = every_kind;
  Limits limits{};
  // Called, if set, when of what is packed nearly only trees are left to be read, and while no
  // object is being visited.
  std::function<void()> before_trees{};
};

}  // namespace keysieve
