// What archives did not give is said, and makes the scan incomplete: an object that holds such an
// archive was read itself, but counts as skipped.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/archive_members.h"
#include "keysieve/scan.h"

namespace keysieve {

// One for each of `unread` in the object that people know as `name`.
std::vector<Notice> archive_notices(const std::vector<UnreadMembers>& unread,
                                    const std::string& name, std::optional<ObjectId> object);

// Adds the notices of `objects` objects that are counted as scanned so far.
void count_as_skipped(std::uint64_t objects, std::vector<Notice> notices, Completeness* done);

}  // namespace keysieve
