#include "git/object_database.h"

#include <utility>

#include <fmt/format.h>

#include "git/loose_backend.h"
#include "git/object_stores.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;

ObjectBytes problem(Notice why) {
  ObjectBytes object;
  object.problem = std::move(why);
  return object;
}

ObjectBytes read_file_of(const fs::path& file, const ObjectId& id, std::uint64_t limit) {
  auto loose = read_loose_object(file, limit);
  if (!loose) {
    return problem({"corrupt-object", id,
                    fmt::format("cannot read object {}: {}", id.hex(), loose.error().message)});
  }
  ObjectBytes object;
  object.type = loose->type;
  object.size = loose->size;
  if (loose->bytes.size() < loose->size) object.problem = too_large(id, loose->size, limit);
  object.own = std::move(loose->bytes);
  // A file that holds another object is sound by all other checksums, and what should be in it
  // would go unmissed. (Blobs that are read in parts, LargeBlob, are not looked at in this way.)
  if (object.problem || has_id(object, id)) return object;
  return problem({"corrupt-object", id,
                  fmt::format("cannot read object {}: the loose object {} holds another one",
                              id.hex(), file.string())});
}

}  // namespace

bool has_id(const ObjectBytes& object, const ObjectId& id) {
  git_oid oid{};
  const std::string_view bytes = object.view();
  return git_odb_hash(&oid, bytes.data(), bytes.size(), object.type) == 0 &&
         to_object_id(oid) == id;
}

std::string_view ObjectBytes::view() const {
  if (buffer) return as_text(buffer->bytes());
  if (packed == nullptr) return own;
  return {static_cast<const char*>(git_odb_object_data(packed.get())),
          git_odb_object_size(packed.get())};
}

Result<ObjectDatabase> ObjectDatabase::open(const Repository& repository) {
  auto handle = open_odb(repository.object_dirs);
  if (!handle) return handle.error();
  return ObjectDatabase(*std::move(handle), LooseObjects(object_folders(repository.object_dirs)));
}

ObjectBytes ObjectDatabase::read(const ObjectId& id, std::uint64_t limit) {
  auto loose = read_loose(id, limit);
  return loose ? *std::move(loose) : read_packed(id, limit);
}

std::optional<ObjectBytes> ObjectDatabase::read_loose(const ObjectId& id, std::uint64_t limit) {
  const auto file = loose_.find(id);
  if (!file) return std::nullopt;
  return read_file_of(*file, id, limit);
}

bool ObjectDatabase::has_packed(const ObjectId& id) {
  const git_oid oid = to_git_oid(id);
  return !loose_.find(id) && git_odb_exists(handle_.get(), &oid) == 1;
}

std::optional<LargeBlob> ObjectDatabase::large_blob(const ObjectId& id) {
  const auto file = loose_.find(id);
  return file ? open_loose_blob(*file) : std::nullopt;
}

ObjectBytes ObjectDatabase::read_packed(const ObjectId& id, std::uint64_t limit) const {
  const git_oid oid = to_git_oid(id);
  std::size_t size = 0;
  ObjectBytes object;
  if (git_odb_read_header(&size, &object.type, handle_.get(), &oid) == 0 && size > limit) {
    object.problem = too_large(id, size, limit);
    object.size = size;
    return object;
  }
  git_odb_object* raw = nullptr;
  if (const int code = git_odb_read(&raw, handle_.get(), &oid); code != 0) {
    return problem({code == GIT_ENOTFOUND ? "missing-object" : "corrupt-object", id,
                    last_git_error(code, "cannot read object " + id.hex()).message});
  }
  object.packed.reset(raw);
  object.type = git_odb_object_type(raw);
  return object;
}

}  // namespace keysieve
