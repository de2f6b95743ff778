#include "git/read_objects.h"

#include <algorithm>
#include <unordered_set>

#include <fmt/format.h>

#include "base/parallel.h"
#include "git/object_database.h"

namespace keysieve {
namespace {

constexpr std::size_t chunk_size = 256;  // objects a thread takes at a time

void read_one(ObjectDatabase* database, const ObjectId& id, const ReadOptions& options,
              const ObjectVisitor& visit) {
  ObjectBytes object = database->read(id, options.max_object_bytes);
  if (!object.problem) return visit({id, object.type, object.view(), nullptr});
  // The database lists the object: where libgit2 then does not find it, the pack is damaged.
  if (object.problem->kind == "missing-object") {
    object.problem->kind = "corrupt-object";
    object.problem->message =
        fmt::format("cannot read object {}: it is listed, but its pack cannot be read", id.hex());
  }
  visit({id, GIT_OBJECT_INVALID, {}, &*object.problem});
}

}  // namespace

Result<std::vector<ObjectId>> list_objects(const Repository& repository) {
  const auto database = ObjectDatabase::open(repository);
  if (!database) return database.error();
  std::vector<ObjectId> ids;
  const int code = git_odb_foreach(
      database->handle(),
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
  if (const auto probe = ObjectDatabase::open(repository); !probe) return probe.error();
  struct Worker {
    Result<ObjectDatabase> database;
    ObjectVisitor visit;
  };
  const std::size_t chunks = (ids.size() + chunk_size - 1) / chunk_size;
  parallel_for(
      chunks, options.threads,
      // A database of its own for each thread: a shared one is no faster than one thread.
      [&] {
        return Worker{ObjectDatabase::open(repository), make_visitor()};
      },
      [&](Worker& worker, std::size_t chunk) {
        const std::size_t end = std::min(ids.size(), (chunk + 1) * chunk_size);
        for (std::size_t i = chunk * chunk_size; i < end; ++i) {
          if (worker.database) {
            read_one(&*worker.database, ids[i], options, worker.visit);
          } else {
            const Notice notice{"corrupt-object", ids[i], worker.database.error().message};
            worker.visit({ids[i], GIT_OBJECT_INVALID, {}, &notice});
          }
        }
      });
  return ok_status();
}

}  // namespace keysieve
