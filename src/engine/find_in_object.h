// One object through a search: its own bytes and, if that is asked for and it is an archive, those
// of its members.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/find_in.h"
#include "engine/large_text.h"
#include "git/raw_object.h"

namespace keysieve {

struct ObjectMatches {
  std::vector<RegionMatch> matches;   // the object's own, then those of each member
  std::vector<UnreadMembers> unread;  // what archives in it did not give
};

// Adds to the matches in a blob those that `find` finds in its members, if it is an archive and
// that is asked for. What stands in a member is not also found in the bytes of an archive that
// keeps it uncompressed.
using FindInMember = std::function<std::vector<RegionMatch>(std::string_view bytes)>;
ObjectMatches with_members(std::vector<RegionMatch> own, std::string_view blob,
                           const ScanOptions& options, const FindInMember& find);

// As find_in(), and in members; these matches are judged by their content alone.
ObjectMatches find_in_object(const Blob& blob, const Detector& detector, Detector::Scratch* scratch,
                             const ScanOptions& options);

// What `text` finds in a blob that is too large to be held; nothing when it is damaged. If it is an
// archive, its members are not searched, and that is said.
std::optional<ObjectMatches> find_in_large_blob(const LargeBlob& blob, LargeText text,
                                                const ScanOptions& options);

Notice damaged_blob(const ObjectId& id);

// The second half of judging for the matches in members, once the path of the object is known: it
// is `container`, empty where there is none. Leaves what find_in() would.
void weigh_members(std::string_view container, const Detector& detector, const ScanOptions& options,
                   std::vector<RegionMatch>* matches);

}  // namespace keysieve
