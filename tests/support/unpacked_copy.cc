#include "support/unpacked_copy.h"

#include <stdexcept>
#include <vector>

#include "git/handle.h"

namespace keysieve::test {
namespace {

namespace fs = std::filesystem;

void check(int code) {
  if (code < 0) throw std::runtime_error(last_git_error(code, "copying a repository").message);
}

OdbHandle open_objects(const fs::path& folder) {
  git_odb* raw = nullptr;
  check(git_odb_open(&raw, folder.c_str()));
  return OdbHandle(raw);
}

std::vector<git_oid> ids_in(git_odb* odb) {
  std::vector<git_oid> ids;
  check(git_odb_foreach(
      odb,
      [](const git_oid* id, void* all) {
        static_cast<std::vector<git_oid>*>(all)->push_back(*id);
        return 0;
      },
      &ids));
  return ids;
}

}  // namespace

void copy_unpacked(const fs::path& from, const fs::path& to) {
  start_libgit2();
  fs::create_directories(to / "objects");
  for (const char* name : {"HEAD", "config", "packed-refs", "refs"}) {
    if (fs::exists(from / name)) fs::copy(from / name, to / name, fs::copy_options::recursive);
  }
  const OdbHandle source = open_objects(from / "objects"), target = open_objects(to / "objects");
  for (const git_oid& id : ids_in(source.get())) {
    git_odb_object* raw = nullptr;
    check(git_odb_read(&raw, source.get(), &id));
    const OdbObjectHandle object(raw);
    git_oid written{};
    check(git_odb_write(&written, target.get(), git_odb_object_data(raw), git_odb_object_size(raw),
                        git_odb_object_type(raw)));
    if (git_oid_cmp(&written, &id) != 0) throw std::runtime_error("an object is not what it says");
  }
}

}  // namespace keysieve::test
