#include "engine/held_by_head.h"

#include <string.h>  // memmem, which is not in <cstring>

#include <algorithm>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "engine/archive_kind.h"
#include "engine/find_in_staged.h"
#include "git/read_objects.h"

namespace keysieve {
namespace {

// Looking for more texts than this takes longer than the detector does.
constexpr std::size_t most_needles = 48;

bool holds(std::string_view bytes, std::string_view needle) {
  return ::memmem(bytes.data(), bytes.size(), needle.data(), needle.size()) != nullptr;
}

// ASCII as UTF-16 has it, in either order of bytes.
std::string widened(std::string_view text, bool little) {
  std::string wide;
  for (const char c : text) {
    if (!little) wide += '\0';
    wide += c;
    if (little) wide += '\0';
  }
  return wide;
}

std::vector<std::string> needles_of(const Wanted& wanted) {
  std::set<std::string> needles;
  for (const auto& [key, texts] : wanted) {
    for (const std::string& text : texts) {
      needles.insert(text);
      needles.insert(widened(text, true));
      needles.insert(widened(text, false));
    }
  }
  needles.erase("");
  return {needles.begin(), needles.end()};
}

class Search {
 public:
  Search(const Wanted& wanted, const Detector& detector, ScanOptions options,
         ObjectDatabase* database)
      : wanted_(wanted),
        detector_(detector),
        options_(std::move(options)),
        scratch_(detector.new_scratch({})),
        database_(database) {
    options_.explain = false;
  }

  void look_into(const StagedEntry& file) {
    const StagedBlob blob =
        read_staged(database_, file, options_.max_object_bytes, options_.limits);
    const auto found = find_in_staged(blob, file.path, detector_, scratch_.get(), options_);
    if (!found) return;
    for (const auto& at : found->matches) {
      RuleAndSecret key{at.match.rule, at.match.secret};
      if (wanted_.contains(key)) held_.insert(std::move(key));
    }
  }

  bool all_held() const { return held_.size() == wanted_.size(); }
  std::set<RuleAndSecret> take() && { return std::move(held_); }

 private:
  const Wanted& wanted_;
  const Detector& detector_;
  ScanOptions options_;
  Detector::ScratchHandle scratch_;
  ObjectDatabase* database_;
  std::set<RuleAndSecret> held_;
};

// Sorted, each once.
std::vector<ObjectId> ids_of(const std::vector<StagedEntry>& files) {
  std::vector<ObjectId> ids;
  for (const StagedEntry& file : files) ids.push_back(file.id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

// The blobs among `ids` that may hold one of `needles`: those that do by their bytes, and those
// whose bytes do not tell.
std::unordered_set<ObjectId> promising(const Repository& repository,
                                       const std::vector<ObjectId>& ids,
                                       const std::vector<std::string>& needles,
                                       const ScanOptions& options) {
  std::unordered_set<ObjectId> found;
  std::mutex mutex;
  const auto visit = [&](const RawObject& object) {
    const bool may_hold =
        object.large != nullptr || needles.size() > most_needles ||
        (options.archives && archive_kind(object.bytes) != ArchiveKind::none) ||
        std::any_of(needles.begin(), needles.end(),
                    [&](const std::string& needle) { return holds(object.bytes, needle); });
    if (!may_hold) return;
    const std::lock_guard lock(mutex);
    found.insert(object.id);
  };
  const ReadOptions how{options.threads, options.max_object_bytes, kind_bit(GIT_OBJECT_BLOB),
                        options.limits};
  // What HEAD lacks makes more of the change new: no harm.
  (void)read_objects(repository, ids, how, [&]() -> ObjectVisitor { return visit; });
  return found;
}

}  // namespace

std::set<RuleAndSecret> held_by_head(const Repository& repository, const StagedChange& change,
                                     const Wanted& wanted, const Detector& detector,
                                     const ScanOptions& options) {
  auto database = ObjectDatabase::open(repository);
  if (!database || !change.tree) return {};
  Search search(wanted, detector, options, &*database);
  for (const StagedEntry& file : change.replaced) {
    if (search.all_held()) break;
    search.look_into(file);
  }
  if (search.all_held()) return std::move(search).take();
  const auto files = files_of(&*database, *change.tree);
  const auto blobs = promising(repository, ids_of(files), needles_of(wanted), options);
  for (const StagedEntry& file : files) {
    if (search.all_held()) break;
    if (blobs.contains(file.id)) search.look_into(file);
  }
  return std::move(search).take();
}

}  // namespace keysieve
