#include "git/read_objects.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include <fmt/format.h>

#include "base/parallel.h"

namespace keysieve {
namespace {

constexpr std::size_t chunk_size = 256;  // objects a thread takes at a time

Result<OdbHandle> open_database(const Repository& repository) {
  git_odb* raw = nullptr;
  const std::string folder = (repository.common_dir / "objects").string();
  if (const int code = git_odb_open(&raw, folder.c_str()); code != 0) {
    return last_git_error(code, fmt::format("cannot open the object database {}", folder));
  }
  return OdbHandle(raw);
}

// The database lists the object: where libgit2 then does not find it, the pack is damaged.
Notice unreadable(const ObjectId& id, int code) {
  const std::string doing = "cannot read object " + id.hex();
  return {"corrupt-object", id,
          code == GIT_ENOTFOUND ? doing + ": it is listed, but its pack cannot be read"
                                : last_git_error(code, doing).message};
}

// Why `id` must not be read into memory, if so.
std::optional<Notice> too_large(git_odb* database, const ObjectId& id, std::uint64_t limit) {
  const git_oid oid = to_git_oid(id);
  std::size_t size = 0;
  git_object_t type{};
  if (git_odb_read_header(&size, &type, database, &oid) != 0 || size <= limit) return std::nullopt;
  return Notice{"too-large", id,
                fmt::format("object {} has {} bytes, over the limit of {}: not scanned (raise it "
                            "with --max-object-bytes)",
                            id.hex(), size, limit)};
}

void read_one(git_odb* database, const ObjectId& id, const ReadOptions& options,
              const ObjectVisitor& visit) {
  if (const auto notice = too_large(database, id, options.max_object_bytes)) {
    return visit({id, GIT_OBJECT_INVALID, {}, &*notice});
  }
  const git_oid oid = to_git_oid(id);
  git_odb_object* raw = nullptr;
  if (const int code = git_odb_read(&raw, database, &oid); code != 0) {
    const Notice notice = unreadable(id, code);
    return visit({id, GIT_OBJECT_INVALID, {}, &notice});
  }
  const OdbObjectHandle object(raw);
  const char* data = static_cast<const char*>(git_odb_object_data(raw));
  visit({id, git_odb_object_type(raw), {data, git_odb_object_size(raw)}, nullptr});
}

}  // namespace

Result<std::vector<ObjectId>> list_objects(const Repository& repository) {
  const auto database = open_database(repository);
  if (!database) return database.error();
  std::vector<ObjectId> ids;
  const int code = git_odb_foreach(
      database->get(),
      [](const git_oid* oid, void* list) {
        static_cast<std::vector<ObjectId>*>(list)->push_back(to_object_id(*oid));
        return 0;
      },
      &ids);
  if (code != 0) return last_git_error(code, "cannot list the objects of the repository");
  std::unordered_set<ObjectId> seen;
  seen.reserve(ids.size());
  std::erase_if(ids, [&](const ObjectId& id) { return !seen.insert(id).second; });
  return ids;
}

Status read_objects(const Repository& repository, const std::vector<ObjectId>& ids,
                    const ReadOptions& options,
                    const std::function<ObjectVisitor()>& make_visitor) {
  if (const auto probe = open_database(repository); !probe) return probe.error();
  struct Worker {
    Result<OdbHandle> database;
    ObjectVisitor visit;
  };
  const std::size_t chunks = (ids.size() + chunk_size - 1) / chunk_size;
  parallel_for(
      chunks, options.threads,
      // A database of its own for each thread: a shared one is no faster than one thread.
      [&] {
        return Worker{open_database(repository), make_visitor()};
      },
      [&](const Worker& worker, std::size_t chunk) {
        const std::size_t end = std::min(ids.size(), (chunk + 1) * chunk_size);
        for (std::size_t i = chunk * chunk_size; i < end; ++i) {
          if (worker.database) {
            read_one(worker.database->get(), ids[i], options, worker.visit);
          } else {
            const Notice notice{"corrupt-object", ids[i], worker.database.error().message};
            worker.visit({ids[i], GIT_OBJECT_INVALID, {}, &notice});
          }
        }
      });
  return ok_status();
}

}  // namespace keysieve
