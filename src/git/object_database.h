// The objects of a repository by id: the one way to their bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "git/buffer_pool.h"
#include "git/handle.h"
#include "git/loose_object.h"
#include "git/object_text.h"
#include "git/raw_object.h"
#include "git/repository.h"
#include "git/too_large.h"
#include "keysieve/scan.h"

namespace keysieve {

// Git knows it even where nobody has stored it.
inline const ObjectId empty_tree = *ObjectId::from_hex("4b825dc642cb6eb9a060e54bf8d69288fbee4904");

// An object's bytes with whatever owns them.
struct ObjectBytes {
  git_object_t type = GIT_OBJECT_INVALID;
  std::optional<Notice> problem;  // why there are no bytes: corrupt, missing, too large
  std::uint64_t size = 0;         // of one that is too large; its type is known, too

  bool is_too_large() const { return problem && problem->kind == "too-large"; }
  std::string_view view() const;

  std::optional<Buffer> buffer;
  std::string own;  // where there is no buffer
};

// Whether `id` is the SHA-1 of these bytes.
bool has_id(const ObjectBytes& object, const ObjectId& id);

// Packs and loose objects, alternates included, each object checked by its SHA-1. Packs are opened
// when they are first needed, and again where an object is missing and git has meanwhile put other
// packs in their place. Not thread-safe: each thread opens its own.
class ObjectDatabase {
 public:
  static Result<ObjectDatabase> open(const Repository& repository);
  static Result<ObjectDatabase> open(const std::vector<std::filesystem::path>& object_dirs);
  ObjectDatabase(ObjectDatabase&&) noexcept;
  ObjectDatabase& operator=(ObjectDatabase&&) noexcept;
  ~ObjectDatabase();

  // Reads `id` if it has at most `limit` bytes. What is read is to be gone before the database is.
  ObjectBytes read(const ObjectId& id, std::uint64_t limit);

  // The same; empty when `id` is not loose.
  std::optional<ObjectBytes> read_loose(const ObjectId& id, std::uint64_t limit);

  bool has(const ObjectId& id);

  // Whether some pack has `id`, and it is not loose.
  bool has_packed(const ObjectId& id);

  // The ids that begin with these hexadecimal digits; sorted, no more than two.
  std::vector<ObjectId> beginning_with(const std::string& digits);

  // A loose blob, to be read in parts; empty when there is none.
  std::optional<LargeBlob> large_blob(const ObjectId& id);

 private:
  struct OwnPacks;
  ObjectDatabase(std::vector<std::filesystem::path> folders);
  OwnPacks& packs();
  bool in_pack(const ObjectId& id);
  bool look_again(const ObjectId& id);
  ObjectBytes read_now(const ObjectId& id, std::uint64_t limit);
  ObjectBytes read_packed(const ObjectId& id, std::uint64_t limit);

  std::vector<std::filesystem::path> folders_;
  LooseObjects loose_;
  std::unique_ptr<OwnPacks> packs_;  // null: not yet opened
};

// Calls use(TreeEntry) for each entry of a stored tree; for none where it is not there, or no tree.
template <typename Use>
void for_each_entry(ObjectDatabase* database, const ObjectId& tree, Use use) {
  const ObjectBytes object = database->read(tree, UINT64_MAX);
  if (object.type == GIT_OBJECT_TREE) for_each_entry(object.view(), use);
}

}  // namespace keysieve
