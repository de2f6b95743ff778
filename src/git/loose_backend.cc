#include "git/loose_backend.h"

#include <git2/odb_backend.h>
#include <git2/sys/odb_backend.h>

#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "git/loose_object.h"
#include "git/object_stores.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;

// Commits, trees and tags are what is asked for in this way; larger ones are not read.
constexpr std::uint64_t largest_object = std::uint64_t{256} << 20;
constexpr std::size_t least_prefix = 2;

struct LooseBackend {
  git_odb_backend base{};  // first, for libgit2 knows it by this
  fs::path folder;
};

const fs::path& folder_of(const git_odb_backend* backend) {
  return reinterpret_cast<const LooseBackend*>(backend)->folder;
}

fs::path file_of(const git_odb_backend* backend, const git_oid& oid) {
  const std::string hex = to_object_id(oid).hex();
  return folder_of(backend) / hex.substr(0, 2) / hex.substr(2);
}

bool is_there(const fs::path& file) {
  std::error_code ignored;
  return fs::is_regular_file(file, ignored);
}

int read(void** bytes, std::size_t* size, git_object_t* type, git_odb_backend* backend,
         const git_oid* oid) {
  const fs::path file = file_of(backend, *oid);
  if (!is_there(file)) return GIT_ENOTFOUND;
  const auto object = read_loose_object(file, largest_object);
  if (!object || object->bytes.size() < object->size) {
    git_error_set_str(GIT_ERROR_ODB, object ? "the object is too large"  //
                                            : object.error().message.c_str());
    return GIT_ERROR;
  }
  *bytes = git_odb_backend_data_alloc(backend, object->bytes.size() + 1);
  if (*bytes == nullptr) return GIT_ERROR;
  std::memcpy(*bytes, object->bytes.c_str(), object->bytes.size() + 1);
  *size = object->bytes.size();
  *type = object->type;
  return 0;
}

int read_header(std::size_t* size, git_object_t* type, git_odb_backend* backend,
                const git_oid* oid) {
  const fs::path file = file_of(backend, *oid);
  if (!is_there(file)) return GIT_ENOTFOUND;
  const auto object = read_loose_object(file, 0);
  if (!object) {
    git_error_set_str(GIT_ERROR_ODB, object.error().message.c_str());
    return GIT_ERROR;
  }
  *size = static_cast<std::size_t>(object->size);
  *type = object->type;
  return 0;
}

int exists(git_odb_backend* backend, const git_oid* oid) {
  return is_there(file_of(backend, *oid)) ? 1 : 0;
}

int exists_prefix(git_oid* found, git_odb_backend* backend, const git_oid* prefix,
                  std::size_t digits) {
  if (digits < least_prefix) return GIT_EAMBIGUOUS;
  const std::string hex = to_object_id(*prefix).hex().substr(0, digits), first = hex.substr(0, 2);
  std::optional<ObjectId> only;
  std::error_code error;
  fs::directory_iterator entries(folder_of(backend) / first, error);
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    const std::string name = first + entries->path().filename().string();
    const auto id = name.starts_with(hex) ? ObjectId::from_hex(name) : std::nullopt;
    if (!id) continue;
    if (only) return GIT_EAMBIGUOUS;
    only = id;
  }
  if (!only) return GIT_ENOTFOUND;
  *found = to_git_oid(*only);
  return 0;
}

int read_prefix(git_oid* found, void** bytes, std::size_t* size, git_object_t* type,
                git_odb_backend* backend, const git_oid* prefix, std::size_t digits) {
  const int code = exists_prefix(found, backend, prefix, digits);
  return code != 0 ? code : read(bytes, size, type, backend, found);
}

void free_backend(git_odb_backend* backend) {
  delete reinterpret_cast<LooseBackend*>(backend);
}

std::unique_ptr<LooseBackend> new_loose_backend(const fs::path& folder) {
  auto loose = std::make_unique<LooseBackend>();
  git_odb_init_backend(&loose->base, GIT_ODB_BACKEND_VERSION);
  loose->base.read = read;
  loose->base.read_prefix = read_prefix;
  loose->base.read_header = read_header;
  loose->base.exists = exists;
  loose->base.exists_prefix = exists_prefix;
  loose->base.free = free_backend;
  loose->folder = folder;
  return loose;
}

// As libgit2 orders its own: of one folder, loose objects before packs.
int add_folder(git_odb* odb, const fs::path& folder, int priority) {
  auto loose = new_loose_backend(folder);
  if (const int code = git_odb_add_backend(odb, &loose->base, priority + 1); code != 0) return code;
  (void)loose.release();  // the database's now
  git_odb_backend* packs = nullptr;
  if (const int code = git_odb_backend_pack(&packs, folder.c_str()); code != 0) return code;
  const int code = git_odb_add_backend(odb, packs, priority);
  if (code != 0) packs->free(packs);
  return code;
}

}  // namespace

Result<OdbHandle> open_odb(const std::vector<fs::path>& folders) {
  start_libgit2();
  const fs::path& first = folders.front();
  std::error_code why;
  if (!fs::is_directory(first, why)) {
    return Error{ErrorCode::git, fmt::format("cannot open the object database {}: it is no folder",
                                             first.string())};
  }
  git_odb* raw = nullptr;
  int code = git_odb_new(&raw);
  OdbHandle handle(raw);
  const auto all = object_folders(folders);
  int priority = 2 * static_cast<int>(all.size());
  for (const fs::path& folder : all) {
    if (code == 0) code = add_folder(raw, folder, priority -= 2);
  }
  if (code == 0) return handle;
  return last_git_error(code, fmt::format("cannot open the object database {}", first.string()));
}

}  // namespace keysieve
