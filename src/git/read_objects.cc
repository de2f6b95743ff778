#include "git/read_objects.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <span>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "base/parallel.h"
#include "base/stage_clock.h"
#include "git/object_database.h"
#include "git/object_stores.h"
#include "git/pack_sweep.h"

namespace keysieve {
namespace {

constexpr std::size_t chunk_size = 256;  // objects a thread takes at a time

// Sweeping begins by looking at every entry of a pack, which takes as long as reading this part of
// them one by one.
constexpr std::uint64_t worth_a_sweep = 256;

struct Worker {
  Worker(ObjectDatabase opened, std::span<const Pack> packs, ObjectVisitor visitor,
         const ReadOptions& options, SharedAllowance* shared)
      : database(std::move(opened)),
        allowance(shared),
        pool(&allowance),
        reader(packs, &database, &pool),
        visit(std::move(visitor)),
        walk(options, visit, &reader, &pool) {}
  Worker(const Worker&) = delete;  // its parts point to each other
  Worker& operator=(const Worker&) = delete;

  ObjectDatabase database;
  Allowance allowance;
  BufferPool pool;
  PackReader reader;
  ObjectVisitor visit;
  PackWalk walk;
  std::vector<ObjectId> left;  // packed objects that are too large for libgit2
};
using Workers = std::vector<std::unique_ptr<Worker>>;

Result<Workers> make_workers(const Repository& repository, std::span<const Pack> packs,
                             const ReadOptions& options, std::size_t objects,
                             const std::function<ObjectVisitor()>& make_visitor,
                             SharedAllowance* shared) {
  Workers workers;
  const std::size_t chunks = objects / chunk_size + 1;
  for (unsigned i = 0; i < thread_count(options.threads, chunks); ++i) {
    // A database of its own for each thread: a shared one is no faster than one thread.
    auto database = ObjectDatabase::open(repository);
    if (!database) return database.error();
    workers.push_back(
        std::make_unique<Worker>(*std::move(database), packs, make_visitor(), options, shared));
  }
  return workers;
}

void sort_unique(std::vector<ObjectId>* ids) {
  if (!std::is_sorted(ids->begin(), ids->end())) std::sort(ids->begin(), ids->end());
  ids->erase(std::unique(ids->begin(), ids->end()), ids->end());
}

// What is left for reading one by one.
struct Remainder {
  std::vector<ObjectId> ids;
  std::vector<bool> packed;  // there is a pack that should have had it
};

Remainder sweep_packs(const std::vector<Pack>& packs, std::span<const ObjectId> ids,
                      const ReadOptions& options, const Workers& workers) {
  PackSweep sweep(packs, ids, options.kinds);
  std::vector<PackWalk*> walks;
  for (const auto& worker : workers) walks.push_back(&worker->walk);
  sweep.read(walks, options.before_trees);
  Remainder remainder;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (sweep.is_settled(i)) continue;
    remainder.ids.push_back(ids[i]);
    remainder.packed.push_back(sweep.is_packed(i));
  }
  return remainder;
}

ObjectBytes read_up_to(std::uint64_t limit, Worker* worker, const ObjectId& id, bool was_packed) {
  return was_packed ? worker->reader.read(id, limit) : worker->database.read(id, limit);
}

std::optional<LargeBlob> large_blob(Worker* worker, const ObjectId& id, bool was_packed) {
  return was_packed ? worker->reader.large_blob(id) : worker->database.large_blob(id);
}

// What is too large to be held without being asked for; it is under the user's limit.
void read_large(Worker* worker, const ObjectId& id, bool was_packed, std::uint64_t size) {
  if (const auto large = large_blob(worker, id, was_packed)) {
    return worker->visit({id, GIT_OBJECT_BLOB, {}, nullptr, 0, nullptr, &*large});
  }
  if (!was_packed && worker->database.has_packed(id)) return worker->left.push_back(id);
  // The reader of packs asks for memory by itself.
  const Held held(was_packed ? nullptr : &worker->allowance, size);
  ObjectBytes object;
  if (was_packed || held) object = read_up_to(size, worker, id, was_packed);
  if (object.type == GIT_OBJECT_INVALID && !object.problem) {
    object.problem = too_large_to_hold(id, size);
  }
  if (object.problem) return worker->visit({id, GIT_OBJECT_INVALID, {}, &*object.problem});
  worker->visit({id, object.type, object.view()});
}

void read_one(Worker* worker, const ObjectId& id, bool was_packed, const ReadOptions& options) {
  const std::uint64_t limit = options.max_object_bytes;
  const std::uint64_t at_once = std::min(limit, options.limits.largest_held_blob);
  ObjectBytes object = read_up_to(at_once, worker, id, was_packed);
  if (object.type != GIT_OBJECT_INVALID && (options.kinds & kind_bit(object.type)) == 0) return;
  if (!object.problem) return worker->visit({id, object.type, object.view()});
  if (object.is_too_large() && object.size > at_once && object.size <= limit) {
    return read_large(worker, id, was_packed, object.size);
  }
  // The database lists the object: where libgit2 then does not find it, the pack is damaged.
  if (object.problem->kind == "missing-object") {
    object.problem->kind = "corrupt-object";
    object.problem->message =
        fmt::format("cannot read object {}: it is listed, but its pack cannot be read", id.hex());
  }
  worker->visit({id, GIT_OBJECT_INVALID, {}, &*object.problem});
}

void read_singly(const Remainder& remainder, const ReadOptions& options, const Workers& workers) {
  std::atomic<std::size_t> next{0};
  const StageScope stage(Stage::read);
  parallel_for(
      workers.size(), static_cast<unsigned>(workers.size()), [] { return 0; },
      [&](int, std::size_t worker) {
        const std::size_t count = remainder.ids.size();
        for (std::size_t begin; (begin = next.fetch_add(chunk_size)) < count;) {
          for (std::size_t i = begin; i < std::min(count, begin + chunk_size); ++i) {
            read_one(workers[worker].get(), remainder.ids[i], remainder.packed[i], options);
          }
        }
      });
}

// libgit2 was asked for a few objects, and some are too large for it to be read in parts.
void read_left(const std::vector<std::filesystem::path>& folders, const ReadOptions& options,
               const Workers& workers, std::vector<Pack>* packs) {
  Remainder remainder;
  for (const auto& worker : workers) {
    const std::vector<ObjectId> left = std::exchange(worker->left, {});
    remainder.ids.insert(remainder.ids.end(), left.begin(), left.end());
  }
  if (remainder.ids.empty()) return;
  *packs = open_packs(folders).packs;
  for (const auto& worker : workers) {
    worker->reader = PackReader(*packs, &worker->database, &worker->pool);
  }
  remainder.packed.assign(remainder.ids.size(), true);
  read_singly(remainder, options, workers);
}

std::uint64_t packed_bytes(const std::vector<Pack>& packs) {
  std::uint64_t bytes = 0;
  for (const Pack& pack : packs) bytes += pack.file.bytes().size();
  return bytes;
}

std::vector<Notice> notices_on_cut(const std::vector<Pack>& packs) {
  std::vector<Notice> notices;
  for (const Pack& pack : packs) {
    if (!pack.file.was_cut() && !pack.index.was_cut()) continue;
    notices.push_back(damaged_pack(pack.path, "it changed, or its disk failed, during the scan"));
  }
  return notices;
}

// What the packs and folders hold now.
ObjectList list_now(const std::vector<std::filesystem::path>& folders) {
  Packs packs = open_packs(folders);
  ObjectList list{{}, std::move(packs.notices)};
  for (const Pack& pack : packs.packs) {
    const auto ids = pack.index.ids();
    list.ids.insert(list.ids.end(), ids.begin(), ids.end());
  }
  const auto loose = loose_ids(folders, &list.notices);
  list.ids.insert(list.ids.end(), loose.begin(), loose.end());
  sort_unique(&list.ids);
  return list;
}

}  // namespace

// Git may be putting packs in the place of others, or of loose objects: then the list may lack what
// was moved behind its back. It is whole when the packs are the same before and after. A pack that
// lacks its index may be one that is just coming or going: that is looked at twice.
ObjectList list_objects(const Repository& repository) {
  constexpr int most_tries = 8;
  constexpr auto a_while = std::chrono::milliseconds(50);
  const auto folders = object_folders(repository.object_dirs);
  auto before = pack_files(folders);
  for (int tries = 1;; ++tries) {
    ObjectList list = list_now(folders);
    auto after = pack_files(folders);
    if (before == after && (list.notices.empty() || tries > 1)) return list;
    if (tries == most_tries) {
      list.notices.push_back(
          {"changing-packs", std::nullopt,
           "git kept putting other packs in the place of those that were listed, so objects may "
           "have been missed; scan again when it is done"});
      return list;
    }
    std::this_thread::sleep_for(a_while);
    before = std::move(after);
  }
}

Result<std::vector<Notice>> read_objects(const Repository& repository,
                                         std::span<const ObjectId> ids, const ReadOptions& options,
                                         const std::function<ObjectVisitor()>& make_visitor) {
  const auto folders = object_folders(repository.object_dirs);
  std::vector<Pack> packs;
  if (ids.size() * worth_a_sweep > roughly_packed(folders)) packs = open_packs(folders).packs;
  SharedAllowance allowance(options.limits, packed_bytes(packs));
  const auto workers =
      make_workers(repository, packs, options, ids.size(), make_visitor, &allowance);
  if (!workers) return workers.error();
  read_singly(sweep_packs(packs, ids, options, *workers), options, *workers);
  if (packs.empty()) read_left(folders, options, *workers, &packs);
  return notices_on_cut(packs);
}

}  // namespace keysieve
