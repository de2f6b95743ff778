// The objects of a repository by id: the one way to their bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "git/handle.h"
#include "git/loose_object.h"
#include "git/repository.h"
#include "keysieve/scan.h"

namespace keysieve {

// An object's bytes with whatever owns them.
struct ObjectBytes {
  git_object_t type = GIT_OBJECT_INVALID;
  std::optional<Notice> problem;  // why there are no bytes: corrupt, missing, too large

  std::string_view view() const;

  OdbObjectHandle packed;
  std::string own;  // where there is no `packed`
};

// Whether `id` is the SHA-1 of these bytes.
bool has_id(const ObjectBytes& object, const ObjectId& id);

// Says that an object of `size` bytes is over the limit.
Notice too_large(const ObjectId& id, std::uint64_t size, std::uint64_t limit);

// Packs through libgit2, loose objects by ourselves, alternates included. Not thread-safe: each
// thread opens its own, for a shared one is no faster than one thread.
class ObjectDatabase {
 public:
  static Result<ObjectDatabase> open(const Repository& repository);

  // Reads `id` if it has at most `limit` bytes.
  ObjectBytes read(const ObjectId& id, std::uint64_t limit);

  // The same; empty when `id` is not loose.
  std::optional<ObjectBytes> read_loose(const ObjectId& id, std::uint64_t limit);

 private:
  ObjectDatabase(OdbHandle handle, LooseObjects loose)
      : handle_(std::move(handle)), loose_(std::move(loose)) {}
  ObjectBytes read_packed(const ObjectId& id, std::uint64_t limit) const;

  OdbHandle handle_;
  LooseObjects loose_;
};

}  // namespace keysieve
