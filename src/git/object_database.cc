#include "git/object_database.h"

#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "base/file.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;

constexpr int deepest_alternate = 5;  // as in git

// Appends an object folder and those that its info/alternates names, theirs too.
void add_folders(const fs::path& folder, int depth, std::vector<fs::path>* folders) {
  folders->push_back(folder);
  const auto alternates = read_file(folder / "info" / "alternates");
  if (!alternates || depth == deepest_alternate) return;
  std::istringstream lines(*alternates);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.front() != '#') add_folders(folder / line, depth + 1, folders);
  }
}

ObjectBytes problem(const char* kind, const ObjectId& id, std::string message) {
  ObjectBytes object;
  object.problem = Notice{kind, id, std::move(message)};
  return object;
}

ObjectBytes too_large(const ObjectId& id, std::uint64_t size, std::uint64_t limit) {
  return problem("too-large", id,
                 fmt::format("object {} has {} bytes, over the limit of {}: not scanned (raise it "
                             "with --max-object-bytes)",
                             id.hex(), size, limit));
}

ObjectBytes read_loose(const fs::path& file, const ObjectId& id, std::uint64_t limit) {
  auto loose = read_loose_object(file, limit);
  if (!loose) {
    return problem("corrupt-object", id,
                   fmt::format("cannot read object {}: {}", id.hex(), loose.error().message));
  }
  if (loose->bytes.size() < loose->size) return too_large(id, loose->size, limit);
  ObjectBytes object;
  object.type = loose->type;
  object.loose = std::move(loose->bytes);
  return object;
}

}  // namespace

std::string_view ObjectBytes::view() const {
  if (packed == nullptr) return loose;
  return {static_cast<const char*>(git_odb_object_data(packed.get())),
          git_odb_object_size(packed.get())};
}

Result<ObjectDatabase> ObjectDatabase::open(const Repository& repository) {
  const fs::path folder = repository.common_dir / "objects";
  git_odb* raw = nullptr;
  if (const int code = git_odb_open(&raw, folder.c_str()); code != 0) {
    return last_git_error(code, fmt::format("cannot open the object database {}", folder.string()));
  }
  std::vector<fs::path> folders;
  add_folders(folder, 0, &folders);
  return ObjectDatabase(OdbHandle(raw), LooseObjects(std::move(folders)));
}

ObjectBytes ObjectDatabase::read(const ObjectId& id, std::uint64_t limit) {
  const auto file = loose_.find(id);
  return file ? read_loose(*file, id, limit) : read_packed(id, limit);
}

ObjectBytes ObjectDatabase::read_packed(const ObjectId& id, std::uint64_t limit) const {
  const git_oid oid = to_git_oid(id);
  std::size_t size = 0;
  ObjectBytes object;
  if (git_odb_read_header(&size, &object.type, handle_.get(), &oid) == 0 && size > limit) {
    return too_large(id, size, limit);
  }
  git_odb_object* raw = nullptr;
  if (const int code = git_odb_read(&raw, handle_.get(), &oid); code != 0) {
    return problem(code == GIT_ENOTFOUND ? "missing-object" : "corrupt-object", id,
                   last_git_error(code, "cannot read object " + id.hex()).message);
  }
  object.packed.reset(raw);
  object.type = git_odb_object_type(raw);
  return object;
}

}  // namespace keysieve
