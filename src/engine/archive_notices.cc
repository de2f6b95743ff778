#include "engine/archive_notices.h"

#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "engine/member_path.h"

namespace keysieve {

std::vector<Notice> archive_notices(const std::vector<UnreadMembers>& unread,
                                    const std::string& name, std::optional<ObjectId> object) {
  std::vector<Notice> notices;
  for (const UnreadMembers& part : unread) {
    const std::string others =
        part.count > 1 ? fmt::format(" (the first of {} such members)", part.count) : "";
    notices.push_back({"archive", object,
                       fmt::format("{} {}{}; to see all, unpack it and scan what comes out",
                                   shown_path(name, part.path).value_or(name), part.why, others)});
  }
  return notices;
}

void count_as_skipped(std::uint64_t objects, std::vector<Notice> notices, Completeness* done) {
  done->scanned -= objects;
  done->skipped += objects;
  std::move(notices.begin(), notices.end(), std::back_inserter(done->notices));
}

}  // namespace keysieve
