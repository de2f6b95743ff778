#include "git/odb_backend.h"

#include <git2/odb_backend.h>
#include <git2/sys/odb_backend.h>

#include <cstring>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "git/object_database.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;

// Commits, trees and tags are what is asked for in this way; larger ones are not read.
constexpr std::uint64_t largest_object = std::uint64_t{256} << 20;

struct Backend {
  git_odb_backend base{};  // first, for libgit2 knows it by this
  ObjectDatabase database;
};

ObjectDatabase& database_of(git_odb_backend* backend) {
  return reinterpret_cast<Backend*>(backend)->database;
}

int failed(const Notice& problem) {
  git_error_set_str(GIT_ERROR_ODB, problem.message.c_str());
  return problem.kind == "missing-object" ? GIT_ENOTFOUND : GIT_ERROR;
}

int read(void** bytes, std::size_t* size, git_object_t* type, git_odb_backend* backend,
         const git_oid* oid) {
  const ObjectBytes object = database_of(backend).read(to_object_id(*oid), largest_object);
  if (object.problem) return failed(*object.problem);
  const std::string_view view = object.view();
  *bytes = git_odb_backend_data_alloc(backend, view.size() + 1);
  if (*bytes == nullptr) return GIT_ERROR;
  std::memcpy(*bytes, view.data(), view.size());
  static_cast<char*>(*bytes)[view.size()] = '\0';
  *size = view.size();
  *type = object.type;
  return 0;
}

int read_header(std::size_t* size, git_object_t* type, git_odb_backend* backend,
                const git_oid* oid) {
  const ObjectBytes object = database_of(backend).read(to_object_id(*oid), largest_object);
  if (object.problem && !object.is_too_large()) return failed(*object.problem);
  *size = object.problem ? static_cast<std::size_t>(object.size) : object.view().size();
  *type = object.type;
  return 0;
}

int exists(git_odb_backend* backend, const git_oid* oid) {
  return database_of(backend).has(to_object_id(*oid)) ? 1 : 0;
}

int exists_prefix(git_oid* found, git_odb_backend* backend, const git_oid* prefix,
                  std::size_t digits) {
  const auto ids =
      database_of(backend).beginning_with(to_object_id(*prefix).hex().substr(0, digits));
  if (ids.empty()) return GIT_ENOTFOUND;
  if (ids.size() > 1) return GIT_EAMBIGUOUS;
  *found = to_git_oid(ids.front());
  return 0;
}

int read_prefix(git_oid* found, void** bytes, std::size_t* size, git_object_t* type,
                git_odb_backend* backend, const git_oid* prefix, std::size_t digits) {
  const int code = exists_prefix(found, backend, prefix, digits);
  return code != 0 ? code : read(bytes, size, type, backend, found);
}

void free_backend(git_odb_backend* backend) {
  delete reinterpret_cast<Backend*>(backend);
}

std::unique_ptr<Backend> new_backend(ObjectDatabase database) {
  std::unique_ptr<Backend> made(new Backend{{}, std::move(database)});
  git_odb_init_backend(&made->base, GIT_ODB_BACKEND_VERSION);
  made->base.read = read;
  made->base.read_prefix = read_prefix;
  made->base.read_header = read_header;
  made->base.exists = exists;
  made->base.exists_prefix = exists_prefix;
  made->base.free = free_backend;
  return made;
}

}  // namespace

Result<OdbHandle> open_odb(const std::vector<fs::path>& folders) {
  start_libgit2();
  auto database = ObjectDatabase::open(folders);
  if (!database) return database.error();
  git_odb* raw = nullptr;
  int code = git_odb_new(&raw);
  OdbHandle handle(raw);
  if (code == 0) {
    auto backend = new_backend(*std::move(database));
    code = git_odb_add_backend(raw, &backend->base, 1);
    if (code == 0) (void)backend.release();  // the database's now
  }
  if (code == 0) return handle;
  return last_git_error(
      code, fmt::format("cannot open the object database {}", folders.front().string()));
}

}  // namespace keysieve
