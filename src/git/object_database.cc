#include "git/object_database.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "git/object_stores.h"
#include "git/pack_reader.h"

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
  return buffer ? as_text(buffer->bytes()) : std::string_view(own);
}

// The packs, and what reading single objects of them may take.
struct ObjectDatabase::OwnPacks {
  explicit OwnPacks(const std::vector<fs::path>& folders)
      : files(pack_files(folders)),
        packs(open_packs(folders, IdsCheck::none)),
        shared(Limits{}, bytes_in(packs.packs)),
        allowance(&shared),
        pool(&allowance) {}

  static std::uint64_t bytes_in(const std::vector<Pack>& packs) {
    std::uint64_t bytes = 0;
    for (const Pack& pack : packs) bytes += pack.file.bytes().size();
    return bytes;
  }

  std::vector<fs::path> files;  // there when the packs were opened
  Packs packs;
  SharedAllowance shared;
  Allowance allowance;
  BufferPool pool;
};

ObjectDatabase::ObjectDatabase(std::vector<fs::path> folders)
    : folders_(std::move(folders)), loose_(folders_) {}
ObjectDatabase::ObjectDatabase(ObjectDatabase&&) noexcept = default;
ObjectDatabase& ObjectDatabase::operator=(ObjectDatabase&&) noexcept = default;
ObjectDatabase::~ObjectDatabase() = default;

Result<ObjectDatabase> ObjectDatabase::open(const Repository& repository) {
  return open(repository.object_dirs);
}

Result<ObjectDatabase> ObjectDatabase::open(const std::vector<fs::path>& object_dirs) {
  std::error_code why;
  if (fs::is_directory(object_dirs.front(), why)) {
    return ObjectDatabase(object_folders(object_dirs));
  }
  return Error{ErrorCode::git,
               fmt::format("cannot open the object database {}: {}", object_dirs.front().string(),
                           why ? why.message() : "it is no folder")};
}

ObjectDatabase::OwnPacks& ObjectDatabase::packs() {
  if (!packs_) packs_ = std::make_unique<OwnPacks>(folders_);
  return *packs_;
}

// Whether an object that was not found may be now: git moves objects from files of their own into
// packs, and from packs into others, whenever it likes.
bool ObjectDatabase::look_again(const ObjectId& id) {
  const bool loose_changed = loose_.look_again(id);
  if (!packs_) return loose_changed;
  auto files = pack_files(folders_);
  if (files == packs_->files) return loose_changed;
  packs_->files = std::move(files);
  packs_->packs = open_packs(folders_, IdsCheck::none);
  return true;
}

ObjectBytes ObjectDatabase::read(const ObjectId& id, std::uint64_t limit) {
  ObjectBytes object = read_now(id, limit);
  if (!object.problem || object.is_too_large() || !look_again(id)) return object;
  return read_now(id, limit);
}

// A damaged loose object may have a sound copy in a pack.
ObjectBytes ObjectDatabase::read_now(const ObjectId& id, std::uint64_t limit) {
  auto loose = read_loose(id, limit);
  if (!loose) return read_packed(id, limit);
  if (!loose->problem || loose->is_too_large()) return *std::move(loose);
  ObjectBytes packed = read_packed(id, limit);
  return packed.problem ? *std::move(loose) : std::move(packed);
}

std::optional<ObjectBytes> ObjectDatabase::read_loose(const ObjectId& id, std::uint64_t limit) {
  const auto file = loose_.find(id);
  if (!file) return std::nullopt;
  return read_file_of(*file, id, limit);
}

bool ObjectDatabase::has(const ObjectId& id) {
  const auto is_there = [&] { return loose_.find(id) || in_pack(id); };
  return is_there() || (look_again(id) && is_there());
}

bool ObjectDatabase::has_packed(const ObjectId& id) {
  return !loose_.find(id) && in_pack(id);
}

bool ObjectDatabase::in_pack(const ObjectId& id) {
  const auto& all = packs().packs.packs;
  return std::any_of(all.begin(), all.end(),
                     [&](const Pack& pack) { return pack.index.find(id).has_value(); });
}

std::vector<ObjectId> ObjectDatabase::beginning_with(const std::string& digits) {
  std::vector<ObjectId> ids = loose_.beginning_with(digits);
  const auto first = ObjectId::from_hex(digits + std::string(40 - digits.size(), '0'));
  if (!first) return {};
  for (const Pack& pack : packs().packs.packs) {
    const auto all = pack.index.ids();
    auto id = std::lower_bound(all.begin(), all.end(), *first);
    for (int i = 0; i < 2 && id != all.end() && id->hex().starts_with(digits); ++i, ++id) {
      ids.push_back(*id);
    }
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  if (ids.size() > 2) ids.resize(2);
  return ids;
}

std::optional<LargeBlob> ObjectDatabase::large_blob(const ObjectId& id) {
  const auto file = loose_.find(id);
  return file ? open_loose_blob(*file) : std::nullopt;
}

ObjectBytes ObjectDatabase::read_packed(const ObjectId& id, std::uint64_t limit) {
  if (!in_pack(id)) {
    if (id == empty_tree) {
      ObjectBytes object;
      object.type = GIT_OBJECT_TREE;
      return object;
    }
    return problem({"missing-object", id,
                    fmt::format("cannot read object {}: it is not in the repository", id.hex())});
  }
  return PackReader(packs().packs.packs, this, &packs().pool).read(id, limit);
}

}  // namespace keysieve
